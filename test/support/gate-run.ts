import type { GateEvidence, Measured } from '../../src/approvals/gates/evidence.ts'
import { createGates } from '../../src/approvals/gates/registry.ts'
import { runGates } from '../../src/approvals/run-gates.ts'
import type { Subject } from '../../src/approvals/types.ts'
import type { MetricRecord } from '../../src/connector/records.ts'
import { approvalWorld, call, cast } from './approval-world.ts'
import { knownPeople } from './memory-approvals.ts'

/** The world that the versions are of. */
export const world = await approvalWorld()
/** The version that is asked for. */
export const candidate = subject('1')
/** The version that the target stands for. */
export const champion = subject('3')

function subject(version: string): Subject {
  const found = world.subjectOf(version)
  if (found === null) throw new Error('no such version')
  return found
}

/** A validation set. */
export const dataset = { name: 'validation', digest: 'd1' }

/** A metric on {@link dataset}. */
export function metric(key: string, value: number, more: Partial<MetricRecord> = {}): MetricRecord {
  const data = { datasetName: dataset.name, datasetDigest: dataset.digest }
  return { key, value, step: 0, recordedAt: 1, ...data, loggedModelId: null, runId: 'r1', ...more }
}

const nothing: Measured = { metrics: [], rows: [] }

/** Evidence of nothing but the files. */
export const evidence: GateEvidence = {
  measured: async () => nothing,
  described: async () => null,
  recipe: async () => null,
  again: async () => candidate,
  governed: async () => world.ports.governed(candidate.facts),
  people: async () => knownPeople(Object.values(cast)),
}

/** Runs one gate. */
export async function run(
  gate: string,
  params: Readonly<Record<string, unknown>>,
  {
    given = {},
    against = null,
    now = 0,
  }: { readonly given?: Partial<GateEvidence>; readonly against?: Subject | null; readonly now?: number } = {},
) {
  const gates = createGates({ ...evidence, ...given })
  const question = { subject: candidate, target: world.target, action: 'PROMOTE', champion: against } as const
  const [outcome] = await runGates(gates, [{ gate, required: true, params }], {
    question,
    clock: { now: () => now },
    call,
  })
  if (outcome === undefined) throw new Error('no outcome')
  return outcome.result
}
