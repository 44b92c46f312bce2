import { z } from 'zod'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { datasetShape, defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence, Measured } from './evidence.ts'
import { dataWords, measuredOn, meets } from './measurements.ts'

/** Stands in a pattern for the name of a group. */
const placeholder = '{group}'

const pattern = z.string().refine((text) => text.split(placeholder).length === 2, `must hold ${placeholder} once`)

const base = {
  /** Groups that are compared. */
  groups: z.array(z.string().min(1)).min(2),
  dataset: datasetShape,
  /** The largest difference, or the smallest ratio, that is let pass. */
  threshold: z.number().min(0).max(1),
}

/** Which kind of fairness is meant is chosen for each use case: they exclude each other in general. */
const params = z.discriminatedUnion('metric', [
  z.strictObject({ metric: z.literal('demographic_parity_difference'), ...base, selectionRate: pattern }),
  z.strictObject({ metric: z.literal('demographic_parity_ratio'), ...base, selectionRate: pattern }),
  z.strictObject({
    metric: z.literal('equalized_odds_difference'),
    ...base,
    truePositiveRate: pattern,
    falsePositiveRate: pattern,
  }),
])

type Params = z.infer<typeof params>

/**
 * The chosen kind of fairness between groups, from rates that were logged for each. Definitions as in the user guide of
 * Fairlearn, "Common fairness metrics": difference and ratio of selection rates, and the larger of the gaps of true and
 * false positive rates.
 */
export function fairness(evidence: Pick<GateEvidence, 'measured'>): Gate {
  return defineGate({
    name: 'fairness',
    description: 'Groups are treated alike as far as the chosen measure goes, by rates logged for each group.',
    params,
    run: async ({ subject }, asked, call) => judge(asked, await evidence.measured(subject, call)),
  })
}

interface Rate {
  readonly key: string
  readonly value: number | null
}

function judge(asked: Params, measured: Measured): GateResult {
  const { metric, dataset, threshold } = asked
  const sets = patternsOf(asked).map((form) => ratesOf(form, asked, measured))
  const rates = sets.flat()
  const inputs = { metric, dataset, rates: rates.map(({ key, value }) => ({ key, value })) }
  const absent = rates.filter(({ value }) => value === null)
  if (absent.length > 0) {
    const keys = absent.map(({ key }) => key).join(', ')
    return missingEvidence(`No rate between 0 and 1 was logged on ${dataWords(dataset)} as: ${keys}.`, inputs)
  }
  const value = valueOf(
    metric,
    sets.map((set) => set.map((rate) => rate.value ?? 0)),
  )
  const observed = rates.map(({ key, value: rate }) => ({ name: key, value: rate, text: null }))
  if (value === null) {
    const explanation = 'Nobody is selected in any group, so there is no ratio.'
    return found({ verdict: 'INCONCLUSIVE', reasons: ['NOTHING_SELECTED'], explanation, observed, inputs })
  }
  const isMet = meets(value, threshold, metric === 'demographic_parity_ratio' ? 'HIGHER' : 'LOWER')
  const explanation = `${metric} on ${dataWords(dataset)} is ${value}; the threshold is ${threshold}.`
  const facts = { value, threshold, observed, inputs, explanation }
  return found({ ...facts, verdict: isMet ? 'PASS' : 'FAIL', reasons: isMet ? [] : ['UNFAIR'] })
}

function patternsOf(asked: Params): readonly string[] {
  if (asked.metric === 'equalized_odds_difference') return [asked.truePositiveRate, asked.falsePositiveRate]
  return [asked.selectionRate]
}

function ratesOf(form: string, { groups, dataset }: Params, measured: Measured): readonly Rate[] {
  return groups.map((group) => {
    const key = form.replace(placeholder, () => group)
    const value = measuredOn(measured, key, dataset)?.value ?? null
    return { key, value: value !== null && value >= 0 && value <= 1 ? value : null }
  })
}

function valueOf(metric: Params['metric'], sets: readonly (readonly number[])[]): number | null {
  if (metric !== 'demographic_parity_ratio') return Math.max(...sets.map((set) => Math.max(...set) - Math.min(...set)))
  const rates = sets.flat()
  const most = Math.max(...rates)
  return most === 0 ? null : Math.min(...rates) / most
}
