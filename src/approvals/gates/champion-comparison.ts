import { z } from 'zod'
import type { MetricRecord } from '../../connector/records.ts'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { datasetShape, defineGate, directionShape, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'
import { betterBy, dataWords, measuredOn, meets, sourceOf } from './measurements.ts'

const params = z.strictObject({
  metric: z.string().min(1),
  direction: directionShape.default('HIGHER'),
  /** Both sides are compared on exactly this data. */
  dataset: datasetShape,
  /** By how much the candidate must be better; negative lets it be that much worse. */
  margin: z.number().default(0),
  /** What a candidate must reach where there is no champion yet; without it there is nothing to compare with. */
  baseline: z.number().optional(),
})

type Params = z.infer<typeof params>

/** The candidate is better than what the target stands for, on the same data. */
export function championComparison(evidence: Pick<GateEvidence, 'measured'>): Gate {
  return defineGate({
    name: 'champion-comparison',
    description: 'The candidate is better than the present version by a margin, both measured on the same data.',
    params,
    async run({ subject, champion }, asked, call) {
      const { metric, dataset } = asked
      const candidate = measuredOn(await evidence.measured(subject, call), metric, dataset)
      if (candidate === null || !Number.isFinite(candidate.value)) return lacking('candidate', asked)
      if (champion === null) return alone(asked, candidate)
      const present = measuredOn(await evidence.measured(champion, call), metric, dataset)
      if (present === null || !Number.isFinite(present.value)) return lacking('champion', asked)
      return compared(asked, candidate, present)
    },
  })
}

function compared(asked: Params, candidate: MetricRecord, champion: MetricRecord): GateResult {
  const { metric, dataset, direction, margin } = asked
  const gain = betterBy(candidate.value, champion.value, direction)
  const isMet = meets(gain, margin, 'HIGHER')
  return found({
    verdict: isMet ? 'PASS' : 'FAIL',
    value: gain,
    threshold: margin,
    observed: [
      { name: 'candidate', value: candidate.value, text: null },
      { name: 'champion', value: champion.value, text: null },
    ],
    reasons: isMet ? [] : ['NOT_BETTER'],
    explanation: `${metric} on ${dataWords(dataset)} is ${candidate.value}, and ${champion.value} of the present version: better by ${gain}; ${margin} is asked.`,
    evidence: [...sourceOf(candidate, dataset), ...sourceOf(champion, dataset)],
    inputs: { metric, dataset, candidate: candidate.value, champion: champion.value },
  })
}

/** There is no champion. */
function alone({ metric, dataset, direction, baseline }: Params, candidate: MetricRecord): GateResult {
  const { value } = candidate
  const inputs = { metric, dataset, candidate: value, champion: null }
  const observed = [{ name: 'candidate', value, text: null }]
  if (baseline === undefined) {
    const explanation = 'The target stands for nothing yet, so there is nothing to compare with.'
    return found({ verdict: 'NOT_APPLICABLE', reasons: ['NO_CHAMPION'], explanation, inputs, observed })
  }
  const isMet = meets(value, baseline, direction)
  const explanation = `${metric} on ${dataWords(dataset)} is ${value}; there is no champion, and the baseline is ${baseline}.`
  const facts = { value, threshold: baseline, observed, evidence: sourceOf(candidate, dataset), inputs }
  return found({ ...facts, verdict: isMet ? 'PASS' : 'FAIL', reasons: isMet ? [] : ['BELOW_BASELINE'], explanation })
}

function lacking(side: 'candidate' | 'champion', { metric, dataset }: Params): GateResult {
  const whose = side === 'candidate' ? 'the candidate' : 'the present version'
  const explanation = `No run measured ${metric} of ${whose} on ${dataWords(dataset)}. Evaluate it on that data.`
  return missingEvidence(explanation, { metric, dataset, lacking: side })
}
