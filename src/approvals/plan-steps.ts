import { servedText } from '../kernel/served-text.ts'
import { registryOf } from './registry-of.ts'
import type {
  AliasTarget,
  ApprovalAction,
  ApprovalTarget,
  DeploymentTarget,
  HeldPlaces,
  LoadedName,
  Observed,
  Plan,
  PlannedStep,
  ReleasePlace,
  VersionFacts,
} from './types.ts'

/** Tag of a version that names the request by which it was last promoted. */
const approvalTag = 'modelwarden.approval'

/** Tag of a version that says how that request was decided. Who decided is in the gateway, where it can be erased. */
const decisionTag = 'modelwarden.decision'

const decisions: Readonly<Record<ApprovalAction, string>> = {
  PROMOTE: 'APPROVED',
  ROLLBACK: 'APPROVED_ROLLBACK',
  ADOPT: 'APPROVED_ADOPTION',
  RETIRE: 'APPROVED_RETIREMENT',
}

/** What the steps of a plan follow from. */
export interface SteppedPlan extends Observed {
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
  readonly retentionDays?: number
  readonly release?: ReleasePlace
}

/** What is done, in order: the target is changed from what it stands for, then the version says by which request. */
export function stepsOf(plan: SteppedPlan, request: string): readonly PlannedStep[] {
  const { target, subject, action } = plan
  const { workspace, model } = target
  const tag = (key: string, desired: string | null): PlannedStep => ({
    source: registryOf(target),
    place: { kind: 'VERSION_TAG', workspace, model, version: subject.version, key },
    desired,
  })
  const { release } = plan
  const copied = release === undefined ? [] : [releaseStep(release, plan)]
  const where = release === undefined ? [] : [tag(releaseTag, releaseName(release, subject))]
  const told = [...where, tag(approvalTag, request), tag(decisionTag, decisions[action])]
  switch (target.kind) {
    case 'ALIAS':
      return [...copied, ...aliasSteps(target, plan), ...told]
    case 'DEPLOYMENT':
      return [...copied, ...servingSteps(target, plan), ...told]
    case 'VERSION': {
      const kept = [tag(retiredTag, 'true'), tag(retainTag, `P${plan.retentionDays ?? 0}D`)]
      return [...(plan.loaded ?? []).flatMap(unloadingSteps), ...kept, ...told]
    }
  }
}

/** Tag of a version that tells where a copy of it was released last: store and digest, no address. */
const releaseTag = 'modelwarden.release'

function releaseName({ store }: ReleasePlace, { artifactDigest }: VersionFacts): string {
  return `${store}:${artifactDigest ?? ''}`
}

/** Before anything points at the version, so that whatever does finds its release. */
function releaseStep({ store, prefix }: ReleasePlace, { target, subject }: SteppedPlan): PlannedStep {
  const { workspace, model } = target
  const digest = subject.artifactDigest ?? ''
  const { version } = subject
  const registry = registryOf(target)
  return {
    source: store,
    place: { kind: 'RELEASED_FILES', prefix, digest, registry, workspace, model, version },
    desired: digest,
  }
}

/** Tag of a version that is retired. */
const retiredTag = 'modelwarden.retired'

/** Tag of a version that is retired: the day until which it must be kept. */
const retainTag = 'modelwarden.retain-until'

/** Unloaded before its settings go, so that undoing finds them when it loads again; without them no restart loads it. */
function unloadingSteps({ source, deployment, held }: LoadedName): readonly PlannedStep[] {
  return [
    { source, place: { kind: 'SERVED_MODEL', deployment }, desired: null, expects: held },
    { source, place: { kind: 'SERVED_SETTINGS', deployment }, desired: null, expects: held },
  ]
}

const dayMs = 24 * 60 * 60 * 1000

/** Until when a version is kept that is retired at a moment: the end of that day, UTC. */
function retainUntil({ retentionDays = 0 }: Plan, now: number): number {
  return Math.ceil((now + retentionDays * dayMs) / dayMs) * dayMs
}

function isRetainTag({ place }: PlannedStep): boolean {
  return place.kind === 'VERSION_TAG' && place.key === retainTag
}

/** A plan as it is carried out: a version is kept for so many days from then on, which nobody knew when it was approved. */
export function datedPlan(plan: Plan, now: number): Plan {
  if (plan.retentionDays === undefined) return plan
  const desired = new Date(retainUntil(plan, now)).toISOString()
  return { ...plan, steps: plan.steps.map((step) => (isRetainTag(step) ? { ...step, desired } : step)) }
}

/** Until when the version must be kept that a carried out plan retired; null where it retired none. */
export function retainedUntil({ steps }: Pick<Plan, 'steps'>): number | null {
  const at = Date.parse(steps.find(isRetainTag)?.desired ?? '')
  return Number.isNaN(at) ? null : at
}

/** What takes back that a version was retired. What was unloaded stays so. */
export function unretiringSteps({ steps }: Pick<Plan, 'steps'>): readonly PlannedStep[] {
  const keys = new Map<string, string | null>([
    [retiredTag, null],
    [retainTag, null],
    [decisionTag, 'RETIREMENT_REVOKED'],
  ])
  return steps.flatMap(({ place, source }) => {
    const desired = place.kind === 'VERSION_TAG' ? keys.get(place.key) : undefined
    return desired === undefined ? [] : [{ source, place, desired }]
  })
}

function aliasSteps(
  { source, workspace, model, alias }: AliasTarget,
  { subject, base }: SteppedPlan,
): readonly PlannedStep[] {
  const place = { kind: 'ALIAS', workspace, model, alias } as const
  return [{ source, place, desired: subject.version, expects: base?.version ?? null }]
}

/** The files are copied before anything points at the copy, and what was loaded is asked before it counts as served. */
function servingSteps(target: DeploymentTarget, { subject, held }: SteppedPlan): readonly PlannedStep[] {
  const { source, deployment, registry, workspace, model } = target
  const { version } = subject
  const digest = subject.artifactDigest ?? ''
  const { settings, model: loaded } = held ?? nothingHeld
  const desired = servedBy(target, subject)
  return [
    {
      source,
      place: { kind: 'STAGED_FILES', deployment, digest, registry, workspace, model, version },
      desired: digest,
    },
    { source, place: { kind: 'SERVED_SETTINGS', deployment }, desired, expects: settings },
    { source, place: { kind: 'SERVED_MODEL', deployment }, desired, expects: loaded },
    { source, place: { kind: 'SERVED_ANSWER', deployment }, desired },
  ]
}

const nothingHeld: HeldPlaces = { settings: null, model: null }

function servedBy({ registry }: DeploymentTarget, { ref, artifactDigest }: VersionFacts): string {
  return servedText({ registry, ref, digest: artifactDigest ?? '' })
}

/** What a target stands for once it was changed to a version. */
export function standingFor(target: ApprovalTarget, subject: VersionFacts): Observed {
  const base = { uid: subject.uid, version: subject.version }
  if (target.kind !== 'DEPLOYMENT') return { base }
  const text = servedBy(target, subject)
  return { base, held: { settings: text, model: text } }
}

/** Whether a target stands for what it stood for when something was planned. */
export function isAsPlanned(plan: Observed, now: Observed): boolean {
  if ((plan.base?.uid ?? null) !== (now.base?.uid ?? null)) return false
  if (JSON.stringify(plan.loaded ?? []) !== JSON.stringify(now.loaded ?? [])) return false
  return plan.held?.settings === now.held?.settings && plan.held?.model === now.held?.model
}
