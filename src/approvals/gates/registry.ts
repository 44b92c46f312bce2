import { invariant } from '../../kernel/invariant.ts'
import type { Gate, GateRegistry } from '../ports.ts'
import { artifactIntegrity } from './artifact-integrity.ts'
import { championComparison } from './champion-comparison.ts'
import { changeWindow } from './change-window.ts'
import type { GateEvidence } from './evidence.ts'
import { fairness } from './fairness.ts'
import { metricBar } from './metric-bar.ts'
import { noLongerUsed } from './no-longer-used.ts'
import { ownership } from './ownership.ts'
import { reproducibility } from './reproducibility.ts'
import { signatureCompatibility } from './signature-compatibility.ts'
import { sliceFloor } from './slice-floor.ts'

/** The gates of the package, and a team's own. Two of one name stop the start. */
export function createGates(evidence: GateEvidence, more: readonly Gate[] = []): GateRegistry {
  const all = [
    artifactIntegrity(evidence),
    championComparison(evidence),
    changeWindow,
    fairness(evidence),
    metricBar(evidence),
    noLongerUsed,
    ownership(evidence),
    reproducibility(evidence),
    signatureCompatibility(evidence),
    sliceFloor(evidence),
    ...more,
  ]
  const byName = new Map(all.map((gate) => [gate.name, gate]))
  const twin = all.find((gate) => byName.get(gate.name) !== gate)
  invariant(twin === undefined, `two gates are called ${twin?.name ?? ''}`)
  return { all, named: (name) => byName.get(name) ?? null }
}
