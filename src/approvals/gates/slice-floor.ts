import { z } from 'zod'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { datasetShape, defineGate, directionShape, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence, Measured } from './evidence.ts'
import { dataWords, keysOn, measuredOn, meets } from './measurements.ts'

/** Stands in a pattern for the name of a slice. */
const placeholder = '{slice}'

const pattern = z.string().refine((text) => text.split(placeholder).length === 2, `must hold ${placeholder} once`)

const params = z.strictObject({
  /** Name of the metric of a slice, such as `accuracy/region={slice}`. */
  pattern,
  direction: directionShape.default('HIGHER'),
  floor: z.number(),
  dataset: datasetShape,
  /** Slices that must be there; all that are found where left out. */
  slices: z.array(z.string().min(1)).min(1).optional(),
  /** Name of the metric that tells how many rows a slice has. */
  countPattern: pattern.optional(),
  /** A slice with fewer proves nothing either way. */
  minCount: z.int().min(1).optional(),
})

type Params = z.infer<typeof params>

/** No slice is below a floor, however good the whole is. */
export function sliceFloor(evidence: Pick<GateEvidence, 'measured'>): Gate {
  return defineGate({
    name: 'slice-floor',
    description: 'A metric meets a floor on every slice of the named validation set.',
    params: params.refine(
      ({ minCount, countPattern }) => minCount === undefined || countPattern !== undefined,
      'minCount needs countPattern',
    ),
    run: async ({ subject }, asked, call) => judge(asked, await evidence.measured(subject, call)),
  })
}

interface Slice {
  readonly name: string
  readonly value: number | null
  readonly count: number | null
}

function judge(asked: Params, measured: Measured): GateResult {
  const { floor, direction, dataset, minCount } = asked
  const slices = slicesOf(asked, measured)
  const observed = slices.map(({ name, value }) => ({ name, value, text: null }))
  const inputs = { dataset, slices: slices.map(({ name, value, count }) => ({ name, value, count })) }
  const of = (some: readonly Slice[]) => some.map(({ name }) => name).join(', ')
  const absent = slices.filter(({ value }) => value === null)
  if (slices.length === 0 || absent.length > 0) {
    const which = slices.length === 0 ? 'any slice' : of(absent)
    return missingEvidence(`Nothing was measured on ${which} of ${dataWords(dataset)}.`, inputs)
  }
  const worst = slices.reduce((one, other) => (isWorse(other, one, direction) ? other : one), slices[0] ?? nobody)
  const facts = { value: worst.value, threshold: floor, observed, inputs }
  const below = slices.filter(({ value }) => value !== null && !meets(value, floor, direction))
  if (below.length > 0) {
    const explanation = `${of(below)} ${below.length === 1 ? 'is' : 'are'} worse than the floor of ${floor}.`
    return found({ ...facts, verdict: 'FAIL', reasons: ['BELOW_FLOOR'], explanation })
  }
  const small = slices.filter(({ count }) => minCount !== undefined && (count ?? 0) < minCount)
  if (small.length > 0) {
    const explanation = `${of(small)} ${small.length === 1 ? 'has' : 'have'} fewer than ${minCount} rows, which proves nothing.`
    return found({ ...facts, verdict: 'INCONCLUSIVE', reasons: ['TOO_FEW_ROWS'], explanation })
  }
  const explanation = `All ${slices.length} slices meet ${floor}; the worst is ${worst.name} with ${worst.value}.`
  return found({ ...facts, verdict: 'PASS', explanation })
}

const nobody: Slice = { name: '', value: null, count: null }

function isWorse(one: Slice, other: Slice, direction: 'HIGHER' | 'LOWER'): boolean {
  const [a, b] = [one.value ?? 0, other.value ?? 0]
  return direction === 'HIGHER' ? a < b : a > b
}

function slicesOf({ pattern: form, countPattern, slices, dataset }: Params, measured: Measured): readonly Slice[] {
  const [before = '', after = ''] = form.split(placeholder)
  const matching = keysOn(measured, dataset).filter(
    (key) => key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after),
  )
  const names = slices ?? matching.map((key) => key.slice(before.length, key.length - after.length))
  const valueOf = (of: string, name: string) => {
    const value =
      measuredOn(
        measured,
        of.replace(placeholder, () => name),
        dataset,
      )?.value ?? null
    return value === null || !Number.isFinite(value) ? null : value
  }
  return names.map((name) => ({
    name,
    value: valueOf(form, name),
    count: countPattern === undefined ? null : valueOf(countPattern, name),
  }))
}
