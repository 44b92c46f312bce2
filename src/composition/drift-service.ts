import type { Action, Principal } from '../access/index.ts'
import type { ApprovalCaller, ApprovalPorts } from '../approvals/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CatalogStore, MirroredObject } from '../catalog/index.ts'
import type { DriftService, TargetDriftView, ViolationView } from '../graphql/drift-service.ts'
import type { TargetView } from '../graphql/services.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { AliasHistory } from '../persistence/alias-history.ts'
import {
  adoptDrift,
  adoptionOf,
  type DriftPorts,
  type Held,
  openStates,
  type Reaction,
  resolveViolation,
  revertDrift,
  type Violation,
  type ViolationFilter,
  type WatchedTarget,
} from '../reconciliation/index.ts'
import type { NamedEnvironments } from './known-environment.ts'
import { maySettle, nativeViewOf } from './native-sight.ts'

/** What drift is served with, as one caller sees it. */
export interface DriftServiceParts {
  readonly ports: DriftPorts
  /** As the caller sees things. */
  readonly approvals: ApprovalPorts
  readonly access: Pick<AccessLog, 'denied'>
  readonly aliasHistory: AliasHistory
  /** A target that was not looked at for so long is not known to be in order. */
  readonly staleMs: number
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  /** The mirror as the caller sees it, and as it is. */
  readonly seen: Pick<CatalogStore, 'byUids' | 'byNative'>
  readonly whole: Pick<CatalogStore, 'byUids' | 'byNative'>
  readonly environments: NamedEnvironments
  /** Whether the caller sees objects, also such as are gone, by the last that is known of them. */
  readonly sees: (objects: readonly MirroredObject[], at: number) => Promise<readonly boolean[]>
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  /** Whether the caller may compare rights of a source with the policy. */
  readonly explains: (source: string) => boolean
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
}

/** Rows looked at before the next are asked for. */
const chunkSize = 100

/** Drift as one caller sees it. */
export function createDriftService(parts: DriftServiceParts): DriftService {
  const { ports, approvals, seen, whole } = parts
  const { principal, origin } = parts.caller
  const caller: ApprovalCaller = { principal, actor: actorOf(principal, origin) }
  const met = async (uid: Uid): Promise<ViolationView | null> => {
    const [violation] = await ports.reads.byUids([uid])
    return violation == null ? null : ((await viewsOf(parts, [violation]))[0] ?? null)
  }
  const found = async (uid: Uid): Promise<ViolationView | null> => {
    const view = await met(uid)
    const [hidden] = view === null ? await ports.reads.byUids([uid]) : []
    if (hidden?.native !== undefined)
      parts.access.denied(caller.actor, 'access:explain', { type: 'Violation', id: uid })
    else if (hidden != null) await parts.noteUnseen(hidden.subject.kind, hidden.subject.uid)
    return view
  }
  const refused = (action: Action, { uid }: Violation) => {
    parts.access.denied(caller.actor, action, { type: 'Violation', id: uid })
    return refuse(problem('FORBIDDEN', `This needs the action ${action}. Ask a policy steward.`))
  }
  return {
    byUid: found,
    met,
    list: (query, page) => listViolations(parts, query, page),
    ofTarget: (target) => driftOf(parts, target),
    async aliasHistory(model, alias, page) {
      const { items, hasNextPage } = await parts.aliasHistory(model, alias, page)
      const { source, workspace, nativeId } = model
      const refs = items.map(({ version }) => ({
        source,
        workspace,
        kind: 'ModelVersion' as const,
        nativeId: joinNativeId(nativeId, version),
      }))
      const [shown, present] = await Promise.all([seen.byNative(refs), whole.byNative(refs)])
      const views = items.map((item, index) => {
        const modelVersion = shown[index] ?? null
        const isHidden = modelVersion === null && present[index] != null
        return { ...item, modelVersion, version: isHidden ? null : item.version }
      })
      return { items: views, hasNextPage }
    },
    async adopt(command, call) {
      const view = await found(command.violation)
      if (view === null) return refuse(unknown)
      if (!(await seesVersion(parts, view.violation.observed))) return refuse(unknown)
      const { violation } = view
      const outcome = await adoptDrift(ports, { caller, approvals }, { violation, command, call })
      if (!outcome.ok) return outcome
      const { violation: after, request } = outcome.value
      return succeed({ violation: { ...view, violation: after }, request: request.uid })
    },
    async revert(command, call) {
      const view = await found(command.violation)
      if (view === null) return refuse(unknown)
      const { violation } = view
      const uid = violation.expected?.version ?? null
      const [version] = uid === null ? [] : await seen.byUids([uid])
      if (version != null && !(await parts.may('approval:request', version)))
        return refused('approval:request', violation)
      const outcome = await revertDrift(ports, { caller, approvals }, { violation, command, call })
      return again(outcome, view)
    },
    async resolve(command) {
      const view = await found(command.violation)
      if (view === null) return refuse(unknown)
      const { violation } = view
      if (!(await maySettle(parts, violation))) return refused('violation:resolve', violation)
      return again(await resolveViolation(ports, caller, command), view)
    },
  }
}

const unknown = problem('NOT_FOUND', 'There is no such violation.', { field: ['id'] })

function again(outcome: Outcome<Violation>, view: ViolationView): Outcome<ViolationView> {
  return outcome.ok ? succeed({ ...view, violation: outcome.value }) : outcome
}

/** Violations as the caller sees them, in the order given; null for those that they do not. */
async function viewsOf(
  parts: DriftServiceParts,
  violations: readonly Violation[],
): Promise<readonly (ViolationView | null)[]> {
  const places = new Set((await parts.environments.list()).map(({ name }) => name))
  return Promise.all(
    violations.map(async (violation) => {
      const { subject, environment, firstSeenAt, expected, observed } = violation
      if (!places.has(environment)) return null
      const native = await nativeViewOf(parts, violation)
      const [isSeen] = violation.native === undefined ? await parts.sees([subject], firstSeenAt) : [native !== null]
      if (isSeen !== true) return null
      const [seesExpected, seesObserved] = await Promise.all([
        seesVersion(parts, expected),
        seesVersion(parts, observed),
      ])
      return { violation, seesExpected, seesObserved, native }
    }),
  )
}

/** What is in the mirror no more hides nothing. */
async function seesVersion({ seen, whole }: DriftServiceParts, held: Held | null): Promise<boolean> {
  const uid = held?.version ?? null
  if (uid === null) return true
  const [[shown], [present]] = await Promise.all([seen.byUids([uid]), whole.byUids([uid])])
  return shown != null || present == null
}

async function listViolations(
  parts: DriftServiceParts,
  filter: ViolationFilter,
  { first, after }: { readonly first: number; readonly after: Uid | null },
) {
  const found: ViolationView[] = []
  for (let place = after, isMore = true; isMore && found.length <= first; ) {
    const chunk = await parts.ports.reads.list(filter, { first: chunkSize, after: place })
    found.push(...(await viewsOf(parts, chunk.items)).filter((view) => view !== null))
    place = chunk.items.at(-1)?.uid ?? null
    isMore = chunk.hasNextPage
  }
  return { items: found.slice(0, first), hasNextPage: found.length > first }
}

async function driftOf(parts: DriftServiceParts, target: TargetView): Promise<TargetDriftView> {
  const { ports, approvals, staleMs } = parts
  const uid = target.uid as Uid
  const [watch, onDrift, open, adoption] = await Promise.all([
    ports.reads.watch(uid),
    reactionOf(ports, uid),
    listViolations(parts, { target: uid, states: openStates }, { first: 20, after: null }),
    adoptionOf(approvals, uid),
  ])
  const violations = open.items
  const none = { observed: null, observedSince: null, observedAt: null, lookedAt: null, baseline: null }
  if (watch === null) return { state: 'UNKNOWN', reason: 'NOT_LOOKED_AT', onDrift, ...none, violations }
  const isStale = approvals.clock.now() - watch.lookedAt > staleMs
  const drifted = watch.state === 'DRIFTED' && adoption !== null ? 'OUT_OF_POLICY' : watch.state
  return {
    state: isStale ? 'UNKNOWN' : drifted,
    reason: isStale ? 'NOT_LOOKED_AT' : watch.reason,
    onDrift,
    observed: watch.observed?.version ?? null,
    observedSince: watch.observedSince,
    observedAt: watch.observedAt,
    lookedAt: watch.lookedAt,
    baseline: watch.baseline?.held?.version ?? null,
    violations,
  }
}

async function reactionOf({ tools }: DriftPorts, uid: Uid): Promise<Reaction> {
  const targets: readonly WatchedTarget[] = await tools.targets()
  return targets.find((each) => each.uid === uid)?.onDrift ?? 'ALERT'
}
