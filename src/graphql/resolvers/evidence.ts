import type { MirroredObject } from '../../catalog/types.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, type PageArguments, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import { attestCommand } from '../evidence-input.ts'
import type { AttestEvidenceErrorCode, EvidenceResolvers, Resolvers } from '../generated/types.ts'
import { payload } from '../payload.ts'
import { unwrap } from '../unwrap.ts'
import { named } from './approvals.ts'

const codes: readonly AttestEvidenceErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'OWN_WORK',
  'SUBJECT_CHANGED',
  'IDEMPOTENCY_CONFLICT',
]

const Evidence: EvidenceResolvers = {
  id: ({ evidence }) => toGlobalId('Evidence', evidence.uid),
  modelVersion: ({ attestedVersion }) => attestedVersion,
  gate: ({ evidence }) => evidence.gate,
  outcome: ({ evidence }) => evidence.outcome,
  values: ({ evidence }) => evidence.values,
  uri: ({ evidence }) => evidence.uri,
  digest: ({ evidence }) => evidence.digest,
  subjectDigest: ({ evidence }) => evidence.subjectDigest,
  artifactDigest: ({ evidence }) => evidence.artifactDigest,
  producer: ({ evidence }) => evidence.producer,
  attestedBy: ({ evidence }, _args, context) => named(context, evidence.principal),
  issuedAt: ({ evidence }) => evidence.issuedAt,
  expiresAt: ({ evidence }) => evidence.expiresAt,
  receivedAt: ({ evidence }) => evidence.receivedAt,
}

/** What was found of versions elsewhere, and the gates that look at it. */
export const evidenceResolvers: Resolvers = {
  Query: {
    approvalGates: async (_root, _args, { services }) => unwrap(await services.evidence.gates()),
  },
  Mutation: {
    attestEvidence: async (_root, { input }, { services, call }) => {
      const command = attestCommand(input)
      const outcome = command.ok ? await services.evidence.attest(command.value, call) : command
      return payload(outcome, { codes, show: (evidence) => ({ evidence }) })
    },
  },
  Evidence,
  ModelVersion: { evidence: (version, args, context) => evidencePage(context, version, args) },
}

async function evidencePage(
  context: GraphContext,
  version: MirroredObject,
  args: PageArguments & { readonly gate?: string | null | undefined },
) {
  const gate = args.gate ?? null
  const list = { cursors: context.cursors, scope: `evidence:${version.uid}:${gate ?? ''}`, firstDefault: 20 }
  const request = pageRequest(args, list)
  const { items, hasNextPage } = await context.services.evidence.ofVersion(version, {
    gate: gate?.includes('\0') ? '' : gate,
    first: request.first,
    after: request.after?.uid ?? null,
  })
  // The latest added first is the order of their uids.
  const page = items.map((item) => ({ item, cursor: { key: '', uid: item.evidence.uid } }))
  return connectionOf({ items: page, hasNextPage }, { ...list, request })
}
