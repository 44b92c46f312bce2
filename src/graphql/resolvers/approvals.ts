import { exceptionToRule, placeName } from '../../approvals/index.ts'
import { fromGlobalId, toGlobalId, type Uid } from '../../kernel/ids.ts'
import { faultOf, problem } from '../../kernel/problem.ts'
import type { ApprovalView } from '../approval-service.ts'
import { connectionOf, type PageArguments, pageOfWhole, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type {
  ApprovalHistoryEntryResolvers,
  ApprovalPreviewResolvers,
  ApprovalRequestFilter,
  ApprovalRequestResolvers,
  ApprovalReviewResolvers,
  ApprovalSlotResolvers,
  Resolvers,
} from '../generated/types.ts'
import { roleName } from '../grant-input.ts'
import { nodeOf } from '../node-of.ts'
import { shownAddress } from '../shown-address.ts'
import { unwrap } from '../unwrap.ts'
import { gateWithoutBase, planWithoutBase } from '../without-base.ts'

const ApprovalRequest: ApprovalRequestResolvers = {
  id: ({ approval }) => toGlobalId('ApprovalRequest', approval.uid),
  action: ({ approval }) => approval.action,
  state: ({ approval }) => approval.state,
  revision: ({ approval }) => approval.revision,
  target: ({ approval }, _args, context) => targetOf(context, approval.target.uid),
  targetRef: ({ approval }) => approval.target.nativeRef,
  modelVersion: ({ approval }, _args, { loaders }) => loaders.byUid.load(approval.subject.uid),
  versionRef: ({ approval }) => approval.subject.ref,
  artifactDigest: ({ approval }) => approval.subject.artifactDigest,
  subjectDigest: ({ approval }) => approval.subject.subjectDigest,
  plan: ({ approval, seesBase }) => (seesBase ? approval.plan : planWithoutBase(approval.plan)),
  policyVersion: ({ approval }) => approval.policyVersion,
  policies: ({ approval }) => approval.requirements.policies,
  requester: ({ approval }, _args, context) => named(context, approval.requester),
  excluded: ({ approval }, _args, context) => approval.excluded.map((id) => named(context, id)),
  unknownAuthors: ({ approval }) => approval.unknownAuthors,
  riskTier: ({ approval }) => approval.riskTier,
  reason: ({ approval }) => approval.reason,
  ticket: ({ approval }) => approval.ticket,
  createdAt: ({ approval }) => approval.createdAt,
  submittedAt: ({ approval }) => approval.submittedAt,
  decidedAt: ({ approval }) => approval.decidedAt,
  notBefore: ({ approval }) => approval.notBefore,
  expiresAt: ({ approval }) => approval.expiresAt,
  endedAt: ({ approval }) => approval.endedAt,
  cause: ({ approval }) => approval.cause,
  restores: ({ approval }, _args, context) => requestOf(context, approval.restores),
  gates: async (view, _args, { services }) => {
    const gates = await services.approvals.gates(view)
    return view.seesBase ? gates : gates.map(gateWithoutBase)
  },
  slots: async (view, _args, { loaders }) => {
    const [standing, reviews] = await Promise.all([loaders.standings.load(view), loaders.reviews.load(view)])
    const reviewers = new Map(reviews.map(({ uid, reviewer }) => [uid, reviewer]))
    return standing.slots.map((slot) => ({
      slot,
      filledBy: slot.review === null ? null : (reviewers.get(slot.review) ?? null),
    }))
  },
  blockers: async (view, _args, { loaders }) => (await loaders.standings.load(view)).blockers,
  reviews: async (view, args, context) => {
    const all = await context.loaders.reviews.load(view)
    return pageOf(context, { scope: `reviews:${view.approval.uid}`, args, firstDefault: 20 }, all, (review) => ({
      key: review.createdAt,
      uid: review.uid,
    }))
  },
  history: async (view, args, context) => {
    const all = await context.services.approvals.history(view)
    const places = new Map(all.map((entry, index) => [entry, index]))
    return pageOf(context, { scope: `history:${view.approval.uid}`, args, firstDefault: 50 }, all, (entry) => ({
      key: places.get(entry) ?? 0,
      uid: '' as Uid,
    }))
  },
  effects: async (view, _args, { services }) => {
    const effects = await services.approvals.effects(view)
    return view.seesBase ? effects : effects.map((effect) => ({ ...effect, found: null }))
  },
  viewerCan: (view, _args, { services }) => services.approvals.abilities(view),
}

const ApprovalPreview: ApprovalPreviewResolvers = {
  versionRef: ({ preview }) => preview.subject.ref,
  targetRef: ({ preview }) => preview.target.nativeRef,
  artifactDigest: ({ preview }) => preview.subject.artifactDigest,
  subjectDigest: ({ preview }) => preview.subject.subjectDigest,
  plan: ({ preview, seesBase }) => (seesBase ? preview.plan : planWithoutBase(preview.plan)),
  policyVersion: ({ preview }) => preview.policyVersion,
  policies: ({ preview }) => preview.requirements.policies,
  riskTier: ({ preview }) => preview.riskTier,
  unknownAuthors: ({ preview }) => preview.unknownAuthors,
  gates: ({ preview, seesBase }) =>
    preview.gates
      .map(({ rule, result }) => ({
        ...result,
        gate: rule.gate,
        required: rule.required,
        computedAt: null,
        exception: exceptionToRule(preview.exceptions, rule),
      }))
      .map((gate) => (seesBase ? gate : gateWithoutBase(gate))),
  slots: ({ preview }) => preview.slots.map((slot) => ({ slot, filledBy: null })),
  blockers: ({ preview }) => preview.blockers,
}

const ApprovalReview: ApprovalReviewResolvers = {
  reviewer: ({ reviewer }, _args, context) => named(context, reviewer),
  dismissedAt: ({ dismissal }) => dismissal?.at ?? null,
  dismissedBy: ({ dismissal }, _args, context) => somebody(context, dismissal?.by ?? null),
  dismissReason: ({ dismissal }) => dismissal?.reason ?? null,
}

const ApprovalSlot: ApprovalSlotResolvers = {
  rule: ({ slot }) => slot.rule,
  role: ({ slot }) => (slot.role === null ? null : roleName(slot.role)),
  team: ({ slot }) => slot.team,
  filledBy: ({ filledBy }, _args, context) => (filledBy === null ? null : named(context, filledBy)),
  escalation: ({ slot }) => slot.escalation ?? null,
  eligible: ({ slot }) => slot.eligible,
  viewerCouldFill: ({ slot }) => slot.viewerCould,
}

const ApprovalHistoryEntry: ApprovalHistoryEntryResolvers = {
  by: ({ by }, _args, context) => somebody(context, by),
}

/** Requests to change what targets stand for. */
export const approvalResolvers: Resolvers = {
  Query: {
    approvalRequests: async (_root, args, context) => {
      const query = await queryOf(context, args.filter ?? {})
      const awaitingMe = args.awaiting === 'ME'
      return requestPage(context, { scope: 'approvalRequests', args, query: { ...query, awaitingMe } })
    },
    approvalRequest: async (_root, { id }, context) => {
      const node = await nodeOf(context, id)
      return node !== null && 'approval' in node ? node : null
    },
  },
  ApprovalRequest,
  ApprovalPreview,
  ApprovalReview,
  ApprovalSlot,
  ApprovalSlotEscalation: {
    open: ({ isOpen }) => isOpen,
    role: ({ role }) => (role === null ? null : roleName(role)),
  },
  ApprovalHistoryEntry,
  ApprovalPlan: { baseVersion: ({ base }) => base?.version ?? null },
  ApprovalStep: {
    place: ({ place }) => placeName(place),
    value: ({ desired }) => desired,
  },
  ApprovalEvidence: { uri: ({ uri }) => shownAddress(uri) ?? '' },
  ModelVersion: {
    approvals: (object, args, context) =>
      requestPage(context, {
        scope: `approvals:${object.uid}`,
        args,
        query: { subject: object, awaitingMe: false },
      }),
  },
}

/** Someone by id, with their name where it is known. */
export async function named({ loaders }: Pick<GraphContext, 'loaders'>, id: string) {
  return { id, name: await loaders.principalNames.load(id) }
}

/** A request by uid, where the caller sees it. */
export async function requestOf({ loaders }: GraphContext, uid: Uid | null): Promise<ApprovalView | null> {
  return uid === null ? null : loaders.approvals.load(uid)
}

function somebody(context: GraphContext, id: string | null) {
  return id === null || id === 'system' ? null : named(context, id)
}

async function targetOf({ services }: GraphContext, uid: Uid) {
  return (await services.environments.targets(null)).find((target) => target.uid === uid) ?? null
}

interface ListAsked {
  readonly scope: string
  readonly args: PageArguments
  readonly firstDefault: number
}

/** Cuts a page out of a whole list that is ordered by `keyOf`, and shows it. */
export function pageOf<Item>(
  context: GraphContext,
  { scope, args, firstDefault }: ListAsked,
  all: readonly Item[],
  keyOf: Parameters<typeof pageOfWhole<Item>>[1],
) {
  const list = { cursors: context.cursors, scope, firstDefault }
  const request = pageRequest(args, list)
  return connectionOf(pageOfWhole(all, keyOf, request), { ...list, request })
}

/** A page of requests that the caller sees. */
export async function requestPage(
  context: GraphContext,
  asked: {
    readonly scope: string
    readonly args: PageArguments
    readonly query: Parameters<GraphContext['services']['approvals']['list']>[0]
  },
) {
  const list = { cursors: context.cursors, scope: asked.scope, firstDefault: 20 }
  const request = pageRequest(asked.args, list)
  const { items, hasNextPage, end } = await context.services.approvals.list(asked.query, {
    first: request.first,
    after: request.after?.uid ?? null,
  })
  // The newest first is the order of their uids.
  const page = items.map((item) => ({ item, cursor: { key: '', uid: item.approval.uid } }))
  const more = end === undefined ? {} : { end: { key: '', uid: end } }
  return connectionOf({ items: page, hasNextPage, ...more }, { ...list, request })
}

async function queryOf({ services, call }: GraphContext, filter: ApprovalRequestFilter) {
  const { states, environment, target, ref, source, requestedByMe } = filter
  // PostgreSQL looks for no such text.
  if (environment?.includes('\0')) throw faultOf(noEnvironment)
  const lookUp = { source: source ?? null, kinds: ['Model', 'ModelVersion'] } as const
  const subject = ref == null ? null : unwrap(await services.catalog.resolve(ref, lookUp, call))
  return {
    ...(states == null ? {} : { states }),
    ...(environment == null ? {} : { environment }),
    ...(target == null ? {} : { target: targetUid(target) }),
    ...(subject === null ? {} : { subject }),
    ...(requestedByMe == null ? {} : { requestedByMe }),
  }
}

const noEnvironment = problem('BAD_USER_INPUT', 'The name of an environment is text without NUL.', {
  field: ['filter', 'environment'],
})

/** Ids of what is no target name nothing. */
function targetUid(id: string): Uid {
  const node = fromGlobalId(id)
  return node?.kind === 'Target' ? node.uid : ('' as Uid)
}
