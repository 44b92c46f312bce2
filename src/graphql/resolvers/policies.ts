import type { PolicyProblem } from '../../access/index.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { PublishView } from '../access-service.ts'
import type { GraphContext } from '../context.ts'
import type {
  PolicyChangeResolvers,
  PolicyPreviewResolvers,
  PolicyProposalResolvers,
  PolicyVersionResolvers,
  PublishPolicyError,
  PublishPolicyInput,
  Resolvers,
} from '../generated/types.ts'
import { publishCodeOf } from '../publish-codes.ts'
import { publishWish } from '../publish-input.ts'
import { listVersions } from '../version-list.ts'

const named = (names: ReadonlyMap<string, string>, id: string | null) =>
  id === null ? null : { id, name: names.get(id) ?? null }

const PolicyVersion: PolicyVersionResolvers = {
  id: ({ number }) => toGlobalId('PolicyVersion', String(number)),
  author: ({ author, names }) => named(names, author),
  confirmedBy: ({ confirmedBy, names }) => named(names, confirmedBy),
}

const PolicyProposal: PolicyProposalResolvers = {
  id: ({ proposal }) => toGlobalId('PolicyProposal', proposal.id),
  digest: ({ proposal }) => proposal.digest,
  basedOn: ({ proposal }) => proposal.basedOn,
  author: ({ proposal: { requester }, names }) => ({ id: requester.id, name: names.get(requester.id) ?? null }),
  reason: ({ proposal }) => proposal.reason,
  lapsesAt: ({ proposal }) => proposal.lapsesAt,
  files: ({ proposal }) => proposal.files,
}

const PolicyPreview: PolicyPreviewResolvers = {
  changes: ({ changes }) => changes,
  complete: ({ isComplete }) => isComplete,
  principalsAsked: ({ principals }) => principals.asked,
  principalsKnown: ({ principals }) => principals.known,
  classesAsked: ({ classes }) => classes.asked,
  classesKnown: ({ classes }) => classes.known,
}

const PolicyChange: PolicyChangeResolvers = {
  principal: ({ principal: { id, name } }) => ({ id, name }),
  on: ({ on }) => on,
  before: ({ before }) => before.policyIds,
  after: ({ after }) => after.policyIds,
}

/** The rules: every version of them, and the way to a new one. */
export const policyResolvers: Resolvers = {
  Query: {
    policies: async (_root, args, context) => {
      const list = { cursors: context.cursors, scope: 'policies', firstDefault: 10 }
      const { access } = context.services
      return listVersions(args, list, { read: (page) => access.policies(context, page), viewOf: (version) => version })
    },
  },
  Mutation: {
    publishPolicy: async (_root, { input }, context) => shown(await published(context, input)),
  },
  PolicyVersion,
  PolicyProposal,
  PolicyPreview,
  PolicyChange,
}

async function published(context: GraphContext, input: PublishPolicyInput): Promise<Outcome<PublishView>> {
  const wish = publishWish(input)
  if (!wish.ok) return wish
  const { access } = context.services
  if (wish.value.kind === 'CONFIRM') return access.confirmPolicy(context, wish.value.command)
  if (wish.value.kind === 'DRY_RUN') return access.previewPolicy(context, wish.value.command)
  return access.publishPolicy(context, wish.value.command)
}

function shown(outcome: Outcome<PublishView>) {
  const nothing = { version: null, proposal: null, preview: null }
  if (!outcome.ok) return { ...nothing, userErrors: errorsOf(outcome.problem) }
  const { version, proposal, preview, problem } = outcome.value
  return { version, proposal, preview, userErrors: problem === null ? [] : errorsOf(problem) }
}

/** One entry for each problem of a policy; one for any other refusal. */
function errorsOf(refusal: Problem): readonly PublishPolicyError[] {
  const code = publishCodeOf(refusal)
  const { message, field = null } = refusal
  const found = refusal.details?.['problems']
  // Only INVALID_POLICY carries problems, and they are these.
  const problems = Array.isArray(found) ? (found as readonly PolicyProblem[]) : []
  if (problems.length === 0) return [{ code, message, field, file: null, line: null, column: null, policyId: null }]
  return problems.map(({ reason, ...place }) => ({ code, message: reason, field, ...place }))
}
