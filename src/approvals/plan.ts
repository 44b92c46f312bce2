import { planDigestOf } from './digests.ts'
import { stepsOf } from './plan-steps.ts'
import type { GateOutcome } from './run-gates.ts'
import type {
  ApprovalAction,
  ApprovalTarget,
  HeldPlaces,
  LoadedName,
  Plan,
  PlanRow,
  ReleasePlace,
  Subject,
  VersionFacts,
} from './types.ts'

/** What a plan is made of. */
export interface Planned {
  readonly request: string
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
  readonly base: Plan['base']
  readonly held?: HeldPlaces
  readonly loaded?: readonly LoadedName[]
  readonly retentionDays?: number
  readonly release?: ReleasePlace
  readonly policyVersion: number
  readonly rows: readonly PlanRow[]
}

/** What would be done, with the digest that an approval of it is bound to. */
export function planOf({ request, rows, policyVersion, ...stepped }: Planned): Plan {
  const { base, held, loaded, retentionDays, release, action, target } = stepped
  const digest = planDigestOf({ action, target, base, policyVersion, steps: stepsOf(stepped, anyRequest) })
  const standing = held === undefined ? { base } : { base, held }
  const retirement = loaded === undefined || retentionDays === undefined ? {} : { loaded, retentionDays }
  const copied = release === undefined ? {} : { release }
  return { rows, ...standing, ...retirement, ...copied, steps: stepsOf(stepped, request), digest }
}

/** Stands for the request in what is digested, so that the same change asked for twice has one digest. */
const anyRequest = ''

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

/** What retiring a version changes: it may not be asked for any more, is unloaded where nothing uses it, and is kept for so long. */
export function retiredRows({
  subject,
  loaded = [],
  retentionDays = 0,
}: {
  readonly subject: Subject
  readonly loaded?: readonly LoadedName[]
  readonly retentionDays?: number
}): readonly PlanRow[] {
  const { version } = subject.facts
  const row = (label: string, before: string | null, after: string | null) => ({ label, before, after, verdict: null })
  return [
    row('version', version, null),
    ...loaded.map(({ source, deployment }) => row(`deployment:${source}/${deployment}`, version, null)),
    row('kept for', null, `${retentionDays} days`),
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
