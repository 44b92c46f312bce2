import { planDigestOf } from './digests.ts'
import type { GateOutcome } from './run-gates.ts'
import type { ApprovalAction, ApprovalTarget, Plan, PlannedStep, PlanRow, Subject, VersionFacts } from './types.ts'

/** Tag of a version that names the request by which it was last promoted. */
export const approvalTag = 'modelwarden.approval'

/** Tag of a version that says how that request was decided. Who decided is in the gateway, where it can be erased. */
export const decisionTag = 'modelwarden.decision'

/** What a plan is made of. */
export interface Planned {
  readonly request: string
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
  readonly base: Plan['base']
  readonly policyVersion: number
  readonly rows: readonly PlanRow[]
}

/** What would be done: the alias is moved from what it stands for, then the version says by which request. */
export function planOf({ request, rows, base, ...rest }: Planned): Plan {
  const digest = planDigestOf({ ...rest, base, steps: stepsOf(rest, base, anyRequest) })
  return { rows, base, steps: stepsOf(rest, base, request), digest }
}

/** Stands for the request in what is digested, so that the same change asked for twice has one digest. */
const anyRequest = ''

function stepsOf(
  { target, subject, action }: Pick<Planned, 'target' | 'subject' | 'action'>,
  base: Plan['base'],
  request: string,
): readonly PlannedStep[] {
  const { source, workspace, model, alias } = target
  const { version } = subject
  const tag = (key: string, desired: string): PlannedStep => ({
    source,
    place: { kind: 'VERSION_TAG', workspace, model, version, key },
    desired,
  })
  return [
    {
      source,
      place: { kind: 'ALIAS', workspace, model, alias },
      desired: version,
      expects: base?.version ?? null,
    },
    tag(approvalTag, request),
    tag(decisionTag, decisions[action]),
  ]
}

const decisions: Readonly<Record<ApprovalAction, string>> = {
  PROMOTE: 'APPROVED',
  ROLLBACK: 'APPROVED_ROLLBACK',
  ADOPT: 'APPROVED_ADOPTION',
}

/** The change as rows to look at: what the target stands for now, and what it would; with what comparing gates found. */
export function rowsOf(subject: Subject, champion: Subject | null, gates: readonly GateOutcome[]): readonly PlanRow[] {
  const row = (label: string, of: (side: Subject) => string | null): PlanRow => {
    const [before, after] = [champion === null ? null : of(champion), of(subject)]
    return { label, before, after, verdict: before === after ? 'SAME' : null }
  }
  return [
    row('version', ({ facts }) => facts.version),
    row('files', ({ facts }) => facts.artifactDigest),
    ...gates.flatMap(comparedRow),
  ]
}

/** What a gate measured on both sides. */
function comparedRow({ result, label }: GateOutcome): readonly PlanRow[] {
  const sideOf = (name: string) => result.observed.find((each) => each.name === name)?.value ?? null
  const [before, after] = [sideOf('champion'), sideOf('candidate')]
  if (before === null || after === null || result.value === null) return []
  const verdict = result.value > 0 ? 'BETTER' : result.value < 0 ? 'WORSE' : 'SAME'
  return [{ label, before: String(before), after: String(after), verdict }]
}
