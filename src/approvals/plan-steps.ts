import { servedText } from '../kernel/served-text.ts'
import { registryOf } from './registry-of.ts'
import type {
  AliasTarget,
  ApprovalAction,
  ApprovalTarget,
  DeploymentTarget,
  HeldPlaces,
  Observed,
  PlannedStep,
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
}

/** What the steps of a plan follow from. */
export interface SteppedPlan extends Observed {
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
}

/** What is done, in order: the target is changed from what it stands for, then the version says by which request. */
export function stepsOf(plan: SteppedPlan, request: string): readonly PlannedStep[] {
  const { target, subject, action } = plan
  const { workspace, model } = target
  const tag = (key: string, desired: string): PlannedStep => ({
    source: registryOf(target),
    place: { kind: 'VERSION_TAG', workspace, model, version: subject.version, key },
    desired,
  })
  return [
    ...(target.kind === 'ALIAS' ? aliasSteps(target, plan) : servingSteps(target, plan)),
    tag(approvalTag, request),
    tag(decisionTag, decisions[action]),
  ]
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
  if (target.kind === 'ALIAS') return { base }
  const text = servedBy(target, subject)
  return { base, held: { settings: text, model: text } }
}

/** Whether a target stands for what it stood for when something was planned. */
export function isAsPlanned(plan: Observed, now: Observed): boolean {
  if ((plan.base?.uid ?? null) !== (now.base?.uid ?? null)) return false
  return plan.held?.settings === now.held?.settings && plan.held?.model === now.held?.model
}
