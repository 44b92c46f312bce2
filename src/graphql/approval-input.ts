import type {
  ApprovalPolicyCommand,
  PolicyDraft,
  RequestCommand,
  ResubmitCommand,
  ReviewCommand,
  RevokeCommand,
  RollBackCommand,
} from '../approvals/index.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import type {
  ApprovalBreakGlassInput,
  ApprovalEscalationInput,
  ApprovalPolicyInput,
  CancelRequestInput,
  PublishApprovalPolicyInput,
  RequestApprovalInput,
  ResubmitRequestInput,
  ReviewRequestInput,
  RevokeApprovalInput,
  RollBackInput,
} from './generated/types.ts'
import { roleOf } from './grant-input.ts'
import { nameMax, noReason, nulRefusal, textMax, texts } from './input-texts.ts'

const policiesMax = 50

type Given<Value> = Value | null | undefined

/** Reads `requestApproval`. Refuses with BAD_USER_INPUT. */
export function requestCommand(input: RequestApprovalInput): Outcome<RequestCommand> {
  const read = texts(input, { reason: textMax, ticket: nameMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, ticket, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const { ref, source, environment, alias, deployment, notBefore, draft, rollout } = input
  const nul = nulRefusal({ ref, source, environment, alias, deployment })
  if (nul !== null) return refuse(nul)
  const target = targetOf({ environment, alias, deployment })
  const way = rollout == null || rollout === 'ALL' ? {} : { rollout }
  const asked = { ...target, ...way, ref, source: source ?? null, notBefore: notBefore ?? null }
  return succeed({ action: 'PROMOTE', ...asked, reason, ticket, idempotencyKey, draft: draft ?? false })
}

/** Reads `reviewRequest`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function reviewCommand(input: ReviewRequestInput): Outcome<ReviewCommand> {
  const read = texts(input, { comment: textMax, idempotencyKey: nameMax })
  const on = onRequest(input)
  if (!read.ok) return read
  if (!on.ok) return on
  const { comment, idempotencyKey } = read.value
  const { decision, withdraw } = input
  const isWithdrawn = withdraw ?? false
  if (isWithdrawn === (decision != null)) return refuse(oneOfTwo)
  return succeed({ ...on.value, decision: decision ?? 'TAKE_BACK', comment, idempotencyKey })
}

/** Reads `resubmitRequest` or `cancelRequest`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function onRequestCommand(input: ResubmitRequestInput | CancelRequestInput): Outcome<ResubmitCommand> {
  const read = texts(input, { reason: textMax, idempotencyKey: nameMax })
  const on = onRequest(input)
  if (!read.ok) return read
  return on.ok ? succeed({ ...on.value, ...read.value }) : on
}

/** Reads `revokeApproval`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function revokeCommand(input: RevokeApprovalInput): Outcome<RevokeCommand> {
  const read = onRequestCommand(input)
  if (!read.ok) return read
  const { reason } = read.value
  return reason === null ? refuse(noReason) : succeed({ ...read.value, reason })
}

/** Reads `rollBack`. Refuses with BAD_USER_INPUT. */
export function rollBackCommand(input: RollBackInput): Outcome<RollBackCommand> {
  const read = texts(input, { reason: textMax, ticket: nameMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, ticket, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const { model, source, environment, alias, deployment, to } = input
  const nul = nulRefusal({ model, source, environment, alias, deployment, to })
  if (nul !== null) return refuse(nul)
  const asked = { ...targetOf({ environment, alias, deployment }), model, source: source ?? null, to: to ?? null }
  return succeed({ ...asked, reason, ticket, idempotencyKey })
}

/** What a mutation `publishApprovalPolicy` asks for. */
export type ApprovalPolicyWish =
  | { readonly kind: 'NEW'; readonly command: ApprovalPolicyCommand }
  | { readonly kind: 'CONFIRM'; readonly id: string }

/** Reads `publishApprovalPolicy`. Refuses with BAD_USER_INPUT. */
export function approvalPolicyWish(input: PublishApprovalPolicyInput): Outcome<ApprovalPolicyWish> {
  const { policies, basedOn, confirms } = input
  const read = texts(input, { reason: textMax })
  if (!read.ok) return read
  if (confirms != null) {
    if (policies != null || basedOn != null) return refuse(beside)
    const named = fromGlobalId(confirms)
    // Ids of what is no proposal name nothing.
    return succeed({ kind: 'CONFIRM', id: named?.kind === 'ApprovalPolicyProposal' ? named.uid : '' })
  }
  if (policies == null || basedOn == null) return refuse(incomplete)
  if (policies.length > policiesMax)
    return refuse(problem('BAD_USER_INPUT', `At most ${policiesMax} policies.`, { field: ['policies'] }))
  const { reason } = read.value
  if (reason === null) return refuse(noReason)
  const wrong = policies.findIndex(({ gates }) => (gates ?? []).some(({ params }) => !isParams(params)))
  if (wrong !== -1)
    return refuse(problem('BAD_USER_INPUT', '`params` is an object.', { field: ['policies', String(wrong), 'gates'] }))
  return succeed({ kind: 'NEW', command: { policies: policies.map(draftOf), basedOn, reason } })
}

function draftOf(input: ApprovalPolicyInput): PolicyDraft {
  const { environments, protected: isProtected, actions, gates, reviewers, tags } = input
  return {
    name: input.name.trim(),
    environments: environments ?? undefined,
    protected: isProtected ?? undefined,
    riskTierMin: input.riskTierMin ?? 0,
    actions: actions ?? undefined,
    tags: tags ?? [],
    gates: (gates ?? []).map(({ gate, required, params }) => ({
      gate,
      required: required ?? true,
      params: isParams(params) ? (params ?? {}) : {},
    })),
    reviewers: (reviewers ?? []).map(({ name, role, team, count, escalation }) => ({
      name,
      role: role == null ? undefined : roleOf(role),
      team: team ?? undefined,
      count: count ?? 1,
      escalation: escalation == null ? undefined : escalationOf(escalation),
    })),
    rejectQuorum: input.rejectQuorum ?? 1,
    minWaitMinutes: input.minWaitMinutes ?? 0,
    pendingHours: input.pendingHours ?? 336,
    approvalHours: input.approvalHours ?? 168,
    unknownAuthor: input.unknownAuthor ?? 'BLOCK',
    breakGlass: input.breakGlass == null ? undefined : breakGlassOf(input.breakGlass),
  }
}

function escalationOf({ afterHours, role, team }: ApprovalEscalationInput) {
  return { afterHours, role: role == null ? undefined : roleOf(role), team: team ?? undefined }
}

function breakGlassOf(input: ApprovalBreakGlassInput): PolicyDraft['breakGlass'] {
  const { roles, gates, ratifyHours, ratifiers } = input
  return {
    roles: (roles ?? ['INCIDENT_COMMANDER']).map(roleOf),
    gates: gates ?? [],
    ratifyHours: ratifyHours ?? 24,
    ratifiers: ratifiers ?? 2,
  }
}

function isParams(params: unknown): params is Readonly<Record<string, unknown>> | null | undefined {
  return params == null || (typeof params === 'object' && !Array.isArray(params))
}

const oneOfTwo = problem('BAD_USER_INPUT', 'Give `decision`, or `withdraw: true` alone.', { field: ['decision'] })
const beside = problem(
  'BAD_USER_INPUT',
  '`confirms` takes the policies as they were proposed; only `reason` may stand beside it.',
  { field: ['confirms'] },
)
const incomplete = problem('BAD_USER_INPUT', 'Publishing needs `policies` and `basedOn`, or `confirms` alone.')

/** There is no such request that the caller sees. */
const noRequest: Problem = problem('NOT_FOUND', 'There is no such request.', { field: ['id'] })

/** Which request, and the revision that was looked at. Refuses with NOT_FOUND. */
export function onRequest({
  id,
  expectedRevision,
}: {
  readonly id: string
  readonly expectedRevision?: Given<number>
}): Outcome<{ readonly request: Uid; readonly expectedRevision: number | null }> {
  const named = fromGlobalId(id)
  if (named?.kind !== 'ApprovalRequest') return refuse(noRequest)
  return succeed({ request: named.uid, expectedRevision: expectedRevision ?? null })
}

/** What is not given is left out, so that what was sent under a key before there was such a thing is the same still. */
export function targetOf({
  environment,
  alias,
  deployment,
}: {
  readonly environment: string
  readonly alias?: Given<string>
  readonly deployment?: Given<string>
}) {
  const target = { environment, alias: alias ?? null }
  return deployment == null ? target : { ...target, deployment }
}
