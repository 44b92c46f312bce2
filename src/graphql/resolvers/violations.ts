import { refOf } from '../../catalog/index.ts'
import { fromGlobalId, toGlobalId, type Uid } from '../../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../../kernel/outcome.ts'
import { faultOf, type Problem, problem } from '../../kernel/problem.ts'
import type { AdoptCommand, RevertCommand } from '../../reconciliation/index.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { ViolationQuery } from '../drift-service.ts'
import { endingCodes } from '../ending-codes.ts'
import type {
  AdoptDriftErrorCode,
  AdoptDriftInput,
  Resolvers,
  ResolveViolationInput,
  RevertDriftErrorCode,
  RevertDriftInput,
  ViolationFilter,
  ViolationResolvers,
} from '../generated/types.ts'
import { given } from '../given.ts'
import { nameMax, noReason, textMax, texts } from '../input-texts.ts'
import { payload } from '../payload.ts'
import { unwrap } from '../unwrap.ts'
import { named, requestOf } from './approvals.ts'

const Violation: ViolationResolvers = {
  id: ({ violation }) => toGlobalId('Violation', violation.uid),
  kind: ({ violation }) => violation.kind,
  severity: ({ violation }) => violation.severity,
  state: ({ violation }) => violation.state,
  revision: ({ violation }) => violation.revision,
  target: async ({ violation }, _args, { services }) =>
    (await services.environments.targets(null)).find(({ uid }) => uid === violation.target) ?? null,
  targetRef: ({ violation }) => violation.targetRef,
  environment: ({ violation }) => violation.environment,
  model: ({ violation: { subject } }, _args, { loaders }) =>
    subject.kind === 'Model' ? loaders.byUid.load(subject.uid) : null,
  deployment: ({ violation: { subject } }, _args, { loaders }) =>
    subject.kind === 'Deployment' ? loaders.byUid.load(subject.uid) : null,
  expectedVersion: ({ violation }, _args, context) => versionOf(context, violation.expected?.version ?? null),
  expectedRef: ({ violation, seesExpected }) => (seesExpected ? (violation.expected?.ref ?? null) : null),
  observedVersion: ({ violation }, _args, context) => versionOf(context, violation.observed?.version ?? null),
  observedRef: ({ violation, seesObserved }) => (seesObserved ? (violation.observed?.ref ?? null) : null),
  expectedDigest: ({ violation, seesExpected }) => (seesExpected ? violation.expectedDigest : null),
  observedDigest: ({ violation, seesObserved }) => (seesObserved ? violation.observedDigest : null),
  actor: () => 'unattributed',
  toolChangedAt: ({ violation }) => violation.toolChangedAt,
  lastGoodAt: ({ violation }) => violation.lastGoodAt,
  firstSeenAt: ({ violation }) => violation.firstSeenAt,
  lastSeenAt: ({ violation }) => violation.lastSeenAt,
  endedAt: ({ violation }) => violation.endedAt,
  request: ({ violation }, _args, context) => requestOf(context, violation.request),
  gate: ({ violation }) => violation.gate ?? null,
  nativeRight: ({ native }) => native,
  attempts: ({ violation }) => violation.attempts,
  cause: ({ violation }) => violation.cause,
  endedBy: ({ violation }, _args, context) => (violation.endedBy === null ? null : named(context, violation.endedBy)),
  reason: ({ violation }) => violation.reason,
}

const ofAdopt: readonly AdoptDriftErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'UNSUPPORTED',
  'WRONG_STATE',
  'NO_POLICY',
  'DUPLICATE_REQUEST',
  'VERSION_RETIRED',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

const ofRevert: readonly RevertDriftErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'UNSUPPORTED',
  'WRONG_STATE',
  'NOTHING_TO_DO',
  'VERSION_RETIRED',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

/** Accounts and objects that are named of what may be thousands; `Source.nativeRights` lists them all. */
const examplesMax = 10

/** What was changed past the gateway. */
export const violationResolvers: Resolvers = {
  Query: {
    violations: async (_root, args, context) => {
      const list = { cursors: context.cursors, scope: 'violations', firstDefault: 20 }
      const request = pageRequest(args, list)
      const page = { first: request.first, after: request.after?.uid ?? null }
      const { items, hasNextPage } = await context.services.drift.list(await queryOf(context, args.filter ?? {}), page)
      // The newest first is the order of their uids.
      const shown = items.map((item) => ({ item, cursor: { key: '', uid: item.violation.uid } }))
      return connectionOf({ items: shown, hasNextPage }, { ...list, request })
    },
  },
  Mutation: {
    adoptDrift: async (_root, { input }, context) => {
      const read = adoptCommand(input)
      const outcome = read.ok ? await context.services.drift.adopt(read.value, context.call) : read
      const request = outcome.ok ? await requestOf(context, outcome.value.request) : null
      return payload(outcome, { codes: ofAdopt, show: ({ violation }) => ({ violation, request }) })
    },
    revertDrift: async (_root, { input }, { services: { drift }, call }) => {
      const read = onViolation(input)
      const outcome = read.ok ? await drift.revert(read.value, call) : read
      return payload(outcome, { codes: ofRevert, show: (violation) => ({ violation }) })
    },
    resolveViolation: async (_root, { input }, { services: { drift } }) => {
      const read = onViolation(input)
      const outcome = read.ok ? await drift.resolve(read.value) : read
      return payload(outcome, { codes: endingCodes, show: (violation) => ({ violation }) })
    },
  },
  Violation,
  WiderRight: {
    holder: ({ holder }) => holder.kind,
    name: ({ holder }) => holder.name,
    workspace: ({ holder }) => holder.workspace || null,
    accountCount: ({ accounts }) => accounts.length,
    accounts: ({ accounts }) => accounts.slice(0, examplesMax),
  },
  WiderRightExcess: {
    onAll: ({ isOnAll }) => isOnAll,
    modelCount: ({ models }) => models,
    examples: ({ objects }) =>
      objects.slice(0, examplesMax).map((object) => ({
        id: toGlobalId(object.kind, object.uid),
        name: object.name,
        ref: refOf(object),
      })),
  },
  TargetDrift: {
    observedVersion: ({ observed }, _args, context) => versionOf(context, observed),
    baselineVersion: ({ baseline }, _args, context) => versionOf(context, baseline),
  },
  Target: { drift: (target, _args, { services }) => services.drift.ofTarget(target) },
  Model: {
    aliasHistory: async (model, args, context) => {
      const list = { cursors: context.cursors, scope: `aliases:${model.uid}:${args.alias ?? ''}`, firstDefault: 20 }
      const request = pageRequest(args, list)
      const before = request.after === null ? null : Number(request.after.key)
      const { items, hasNextPage } = await context.services.drift.aliasHistory(model, args.alias ?? null, {
        first: request.first,
        before,
      })
      const page = items.map((item) => ({ item, cursor: { key: item.number, uid: '' as Uid } }))
      return connectionOf({ items: page, hasNextPage }, { ...list, request })
    },
  },
}

function versionOf({ loaders }: GraphContext, uid: Uid | null) {
  return uid === null ? null : loaders.byUid.load(uid)
}

async function queryOf({ services, call }: GraphContext, filter: ViolationFilter): Promise<ViolationQuery> {
  const { target, ref, source, ...rest } = filter
  // PostgreSQL looks for no such text.
  if (rest.environment?.includes('\0')) throw faultOf(noEnvironment)
  const lookUp = { source: source ?? null, kinds: ['Model', 'Deployment'] } as const
  const subject = ref == null ? null : unwrap(await services.catalog.resolve(ref, lookUp, call))
  const wanted = target == null ? null : targetUid(target)
  return {
    ...given(rest),
    ...(wanted === null ? {} : { target: wanted }),
    ...(subject === null ? {} : { subject: subject.uid }),
  }
}

/** Ids of what is no target name nothing. */
function targetUid(id: string): Uid {
  const node = fromGlobalId(id)
  return node?.kind === 'Target' ? node.uid : ('' as Uid)
}

const noEnvironment = problem('BAD_USER_INPUT', 'The name of an environment is text without NUL.', {
  field: ['filter', 'environment'],
})

function adoptCommand(input: AdoptDriftInput): Outcome<AdoptCommand> {
  const read = onViolation(input)
  const more = texts(input, { ticket: nameMax })
  if (!read.ok) return read
  return more.ok ? succeed({ ...read.value, ...more.value }) : more
}

function onViolation(input: AdoptDriftInput | RevertDriftInput | ResolveViolationInput): Outcome<RevertCommand> {
  const read = texts(input, { reason: textMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const node = fromGlobalId(input.id)
  if (node?.kind !== 'Violation') return refuse(noViolation)
  return succeed({ violation: node.uid, reason, idempotencyKey, expectedRevision: input.expectedRevision ?? null })
}

const noViolation: Problem = problem('NOT_FOUND', 'There is no such violation.', { field: ['id'] })
