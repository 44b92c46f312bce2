import { z } from 'zod'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { datasetShape, defineGate, directionShape, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence, Measured } from './evidence.ts'
import { dataWords, measuredOn, meets, rowsOf, sourceOf } from './measurements.ts'

const params = z.strictObject({
  metric: z.string().min(1),
  direction: directionShape.default('HIGHER'),
  bar: z.number(),
  /** The validation set, by name and digest: a metric on other data is another metric. */
  dataset: datasetShape,
  /** Rows that it must have at least. */
  minCount: z.int().min(1).optional(),
})

type Params = z.infer<typeof params>

/** A metric on a named validation set meets a bar that the policy sets. */
export function metricBar(evidence: Pick<GateEvidence, 'measured'>): Gate {
  return defineGate({
    name: 'metric-bar',
    description: 'A metric that was logged against exactly the named validation set meets a bar.',
    params,
    run: async ({ subject }, asked, call) => judge(asked, await evidence.measured(subject, call)),
  })
}

function judge(asked: Params, measured: Measured): GateResult {
  const { metric, direction, bar, dataset, minCount } = asked
  const words = `${metric} on ${dataWords(dataset)}`
  const record = measuredOn(measured, metric, dataset)
  if (record === null)
    return missingEvidence(`No run measured ${words}. Log it with the data set as its context.`, { metric, dataset })
  const { value } = record
  const rows = rowsOf(measured, dataset)
  const inputs = { metric, dataset, value: String(value), rows }
  if (!Number.isFinite(value))
    return found({ verdict: 'FAIL', reasons: ['NOT_A_NUMBER'], explanation: `${words} is ${value}.`, inputs })
  const facts = { value, threshold: bar, evidence: sourceOf(record, dataset), inputs, observed: observedOf(rows) }
  if (minCount !== undefined && (rows === null || rows < minCount)) {
    const reasons = [rows === null ? 'MISSING_EVIDENCE' : 'TOO_FEW_ROWS']
    const explanation = `${dataWords(dataset)} must have ${minCount} rows at least; ${rows ?? 'how many it has'} ${rows === null ? 'is not recorded' : 'are recorded'}.`
    return found({ ...facts, verdict: 'FAIL', reasons, explanation })
  }
  const isMet = meets(value, bar, direction)
  const explanation = `${words} is ${value}; ${direction === 'HIGHER' ? 'at least' : 'at most'} ${bar} is asked.`
  return found({ ...facts, verdict: isMet ? 'PASS' : 'FAIL', reasons: isMet ? [] : ['BELOW_BAR'], explanation })
}

function observedOf(rows: number | null): GateResult['observed'] {
  return rows === null ? [] : [{ name: 'rows', value: rows, text: null }]
}
