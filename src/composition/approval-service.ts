import type { Principal, Rights } from '../access/index.ts'
import {
  type ApprovalCaller,
  type ApprovalPolicyPorts,
  type ApprovalPolicyProposal,
  type ApprovalPolicyResult,
  type ApprovalPorts,
  type ApprovalReads,
  type ApprovalRequest,
  abilitiesOf,
  breakGlass,
  cancelRequest,
  confirmApprovalPolicy,
  exceptionTo,
  previewBreakGlass,
  previewRequest,
  previewRetirement,
  publishApprovalPolicy,
  type RequestPreview,
  ratifyBreakGlass,
  requestApproval,
  resubmitRequest,
  retainedUntil,
  retireModelVersion,
  retirementTargetOf,
  reviewRequest,
  revokeApproval,
  rollBack,
  standingNow,
} from '../approvals/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CatalogStore, MirroredObject } from '../catalog/index.ts'
import type {
  ApprovalPublishView,
  ApprovalService,
  ApprovalView,
  EffectView,
  GateView,
  PreviewView,
  RetirementView,
  StandingTarget,
} from '../graphql/approval-service.ts'
import type { TargetView } from '../graphql/services.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import { historyOf } from './approval-history.ts'
import { type ApprovalListParts, listApprovals, metView, viewOf, viewsOf } from './approval-lists.ts'
import { demandEnvironment, type NamedEnvironments } from './known-environment.ts'
import type { PrincipalNames } from './principal-names.ts'

/** What approvals are served with, as one caller sees it. */
export interface ApprovalServiceParts {
  readonly ports: ApprovalPorts
  readonly policyPorts: ApprovalPolicyPorts
  readonly reads: ApprovalReads
  readonly effectsOf: (request: Uid) => Promise<readonly EffectView[]>
  readonly proposalOf: (id: string) => Promise<ApprovalPolicyProposal | null>
  readonly namesOf: PrincipalNames
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied'>
  /** The mirror as the caller sees it. */
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly environments: NamedEnvironments
  /** Targets that the caller sees. */
  readonly targets: (environment: string | null) => Promise<readonly TargetView[]>
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
  /** Tells whoever carries out that something may be due. */
  readonly onChange: () => void
}

/** Approvals as one caller sees them. */
export function createApprovalService(parts: ApprovalServiceParts): ApprovalService {
  const { ports, policyPorts, reads, seen, onChange } = parts
  const { principal, origin } = parts.caller
  const caller: ApprovalCaller = { principal, actor: actorOf(principal, origin) }
  const lists: ApprovalListParts = { ports, reads, seen, principal, noteUnseen: parts.noteUnseen }
  const shown = async <Value>(outcome: Outcome<Value>, requestOf: (value: Value) => ApprovalRequest) => {
    if (!outcome.ok) return outcome
    onChange()
    return succeed(await ownView(lists, requestOf(outcome.value)))
  }
  const whole = (request: ApprovalRequest) => request
  return {
    byUids: (uids) => Promise.all(uids.map((uid) => viewOf(lists, uid))),
    met: (uid) => metView(lists, uid),
    list: (query, page) => listApprovals(lists, query, page),
    standing: ({ approval }) => standingNow(ports, approval, principal),
    gates: ({ approval }) => gatesOf(parts, approval),
    reviews: ({ approval }) => reads.reviews(approval.uid),
    effects: ({ approval }) => parts.effectsOf(approval.uid),
    async history({ approval }) {
      const [reviews, effects] = await Promise.all([reads.reviews(approval.uid), parts.effectsOf(approval.uid)])
      return historyOf(approval, reviews, effects)
    },
    abilities: ({ approval }) => abilitiesOf(ports, approval, principal),
    async names(ids) {
      const names = await parts.namesOf(ids)
      return ids.map((id) => names.get(id) ?? null)
    },
    preview: async (command, call) =>
      previewed(seen, await asRefusal(() => previewRequest(ports, caller, command, call))),
    previewBreakGlass: async (command, call) =>
      previewed(seen, await asRefusal(() => previewBreakGlass(ports, caller, command, call))),
    ...retiring(parts, caller, (outcome) => shown(outcome, whole)),
    breakGlass: async (command, call) => shown(await asRefusal(() => breakGlass(ports, caller, command, call)), whole),
    ratify: async (command) => shown(await ratifyBreakGlass(ports, caller, command), whole),
    request: async (command, call) =>
      shown(await asRefusal(() => requestApproval(ports, caller, command, call)), whole),
    async review(command, call) {
      const outcome = await reviewRequest(ports, caller, command, call)
      const view = await shown(outcome, ({ request }) => request)
      return outcome.ok && view.ok
        ? succeed({ view: view.value, review: outcome.value.review })
        : outcome.ok
          ? refuse(gone)
          : outcome
    },
    resubmit: async (command, call) =>
      shown(await asRefusal(() => resubmitRequest(ports, caller, command, call)), whole),
    cancel: async (command) => shown(await cancelRequest(ports, caller, command), whole),
    async revoke(command, call) {
      const outcome = await revokeApproval(ports, caller, command, call)
      if (!outcome.ok) return outcome
      onChange()
      const { request, rollback } = outcome.value
      return succeed({
        view: await ownView(lists, request),
        rollback: rollback === null ? null : await ownView(lists, rollback),
      })
    },
    rollBack: async (command, call) => shown(await asRefusal(() => rollBack(ports, caller, command, call)), whole),
    async policies(page) {
      return (await readsPolicies(parts)) ? succeed(await reads.policyVersions(page)) : refuse(unreadable)
    },
    async policy(number) {
      return Number.isInteger(number) && (await readsPolicies(parts)) ? reads.policyVersion(number) : null
    },
    proposal: async (id) => ((await readsPolicies(parts)) ? parts.proposalOf(id) : null),
    publish: async (command) => published(await publishApprovalPolicy(policyPorts, caller, command)),
    confirm: async (id) => published(await confirmApprovalPolicy(policyPorts, caller, id)),
    async desire({ uid }) {
      const { generation, desired, request } = await reads.targetState(uid as Uid)
      if (generation === 0) return null
      const { versionUid = null, artifactDigest = null } = desired ?? {}
      const [version = null] = versionUid === null ? [] : await seen.byUids([versionUid])
      return { generation, version: versionUid, artifactDigest: version === null ? null : artifactDigest, request }
    },
    changes: ({ uid }, page) => reads.changes(uid as Uid, page),
    stoodAt: (at, query) => stoodAt(parts, at, query),
  }
}

function retiring(
  { ports, reads, seen }: ApprovalServiceParts,
  caller: ApprovalCaller,
  shown: (outcome: Outcome<ApprovalRequest>) => Promise<Outcome<ApprovalView>>,
): Pick<ApprovalService, 'previewRetirement' | 'retire' | 'retirements' | 'releases'> {
  return {
    previewRetirement: async (command, call) =>
      previewed(seen, await asRefusal(() => previewRetirement(ports, caller, command, call))),
    retire: async (command, call) => shown(await asRefusal(() => retireModelVersion(ports, caller, command, call))),
    retirements: (versions) => retirementsOf(reads, versions),
    async releases(version) {
      // One that was revoked may never have been carried out.
      const carriedOut = ['COMPLETED', 'SUPERSEDED'] as const
      const { items } = await reads.list({ version, states: carriedOut }, { first: 100, after: null })
      return items.flatMap(({ uid, plan, target, subject }) => {
        const { artifactDigest: digest } = subject
        if (plan.release === undefined || digest === null) return []
        const { store, prefix } = plan.release
        return [{ environment: target.environment, store, path: `${prefix}/${digest}`, digest, request: uid }]
      })
    },
  }
}

async function retirementsOf(
  reads: ApprovalReads,
  versions: readonly Uid[],
): Promise<readonly (RetirementView | null)[]> {
  const states = await reads.targetStates(versions.map(retirementTargetOf))
  const found = versions.map((version) => states.get(retirementTargetOf(version)))
  const asked = [...new Set(found.flatMap((state) => (state?.desired != null ? (state.request ?? []) : [])))]
  const requests = new Map(
    (await reads.byUids(asked)).flatMap((one) => (one === null ? [] : [[one.uid, one] as const])),
  )
  return found.map((state) => {
    if (state?.desired == null) return null
    const request = state.request === null ? undefined : requests.get(state.request)
    const retainUntil = request === undefined ? null : retainedUntil(request.plan)
    return { at: state.changedAt, request: state.request, retainUntil }
  })
}

/** What the target's tool said it cannot do is the caller's to know, and no failure. */
async function asRefusal<Value>(work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'UNSUPPORTED_BY_TARGET') throw error
    return refuse(problem(error.code, error.publicMessage, { field: ['environment'] }))
  }
}

const unreadable = problem('FORBIDDEN', 'Reading approval policies needs the action policy:read.')
const gone = problem('NOT_FOUND', 'There is no such request.')

/** What came of the caller's own doing they see, whatever has become of the model. */
async function ownView(lists: ApprovalListParts, approval: ApprovalRequest): Promise<ApprovalView> {
  const [view] = await viewsOf(lists, [approval])
  return view ?? { approval, model: null, seesBase: false }
}

async function previewed(
  seen: ApprovalServiceParts['seen'],
  outcome: Outcome<RequestPreview>,
): Promise<Outcome<PreviewView>> {
  if (!outcome.ok) return outcome
  const { subject, plan } = outcome.value
  const [model = null, base = null] = await seen.byUids([subject.modelUid, plan.base?.uid ?? subject.modelUid])
  return succeed({ preview: outcome.value, model, seesBase: base !== null })
}

async function gatesOf(
  { ports, reads, caller }: ApprovalServiceParts,
  approval: ApprovalRequest,
): Promise<readonly GateView[]> {
  const { uid, subject, plan } = approval
  const place = { version: subject.uid, target: approval.target.uid }
  const isPlain = (await reads.exceptionsFor(place)).length === 0
  // Who is excluded tells which of them count, and few requests have any.
  const exceptions = isPlain ? [] : (await standingNow(ports, approval, caller.principal)).exceptions
  const checks = (await reads.checks(uid)).filter(
    ({ subjectDigest, planDigest }) => subjectDigest === subject.subjectDigest && planDigest === plan.digest,
  )
  return checks.map((check) => ({
    ...check,
    exception: exceptionTo(exceptions, check.gate, check.configurationDigest),
  }))
}

async function readsPolicies({ rights, access, caller }: ApprovalServiceParts): Promise<boolean> {
  const may = await rights.permits(caller.principal, 'policy:read')
  if (!may)
    access.denied(actorOf(caller.principal, caller.origin), 'policy:read', { type: 'ApprovalPolicies', id: 'main' })
  return may
}

function published(outcome: Outcome<ApprovalPolicyResult>): Outcome<ApprovalPublishView> {
  if (!outcome.ok) return outcome
  const nothing = { version: null, proposal: null, problem: null }
  const { value } = outcome
  if (value.kind === 'PUBLISHED') return succeed({ ...nothing, version: value.version })
  return succeed({ ...nothing, proposal: value.proposal, problem: value.problem })
}

async function stoodAt(
  { reads, seen, environments, targets }: ApprovalServiceParts,
  at: number,
  { environment, subject }: { readonly environment: string | null; readonly subject: MirroredObject | null },
): Promise<readonly StandingTarget[]> {
  await demandEnvironment(environments, environment, ['environment'])
  const byUid = new Map((await targets(environment)).map((target) => [target.uid, target]))
  const standing = (await reads.liveAt(at)).flatMap(({ target: uid, version, request, since }) => {
    const target = byUid.get(uid)
    return target === undefined || version === null ? [] : [{ target, version, request, since }]
  })
  if (subject === null) return standing
  const versions = await seen.byUids(standing.map(({ version }) => version))
  return standing.filter(({ version }, index) =>
    subject.kind === 'Model' ? versions[index]?.parentUid === subject.uid : version === subject.uid,
  )
}
