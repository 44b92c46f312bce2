import { z } from 'zod'
import type { ColumnRecord, ModelDescription } from '../../connector/records.ts'
import type { JsonValue } from '../../kernel/canonical-json.ts'
import type { Gate } from '../ports.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'

/**
 * Whoever calls the present version can call the candidate without a change: it takes what was taken, and gives what was
 * given. Of types the conversions count that MLflow makes when it enforces a schema.
 */
export function signatureCompatibility(evidence: Pick<GateEvidence, 'described'>): Gate {
  return defineGate({
    name: 'signature-compatibility',
    description: 'The candidate takes everything that the present version takes, and gives everything that it gives.',
    params: z.strictObject({}),
    async run({ subject, champion }, _params, call) {
      if (champion === null) {
        const explanation = 'The target stands for nothing yet, so nobody calls it.'
        return found({ verdict: 'NOT_APPLICABLE', reasons: ['NO_CHAMPION'], explanation, inputs: null })
      }
      const before = await evidence.described(champion, call)
      if (before === null || !hasSignature(before)) {
        const explanation = 'The present version was logged without a signature, so there is none to keep to.'
        return found({ verdict: 'NOT_APPLICABLE', reasons: ['NO_SIGNATURE'], explanation, inputs: null })
      }
      const after = await evidence.described(subject, call)
      if (after === null || !hasSignature(after))
        return missingEvidence('The version was logged without a signature. Log it with one.', null)
      const breaks = breaksOf(before, after)
      return found({
        verdict: breaks.length === 0 ? 'PASS' : 'FAIL',
        reasons: breaks.length === 0 ? [] : ['INCOMPATIBLE'],
        explanation:
          breaks.length === 0 ? 'Whoever calls the present version can call this one.' : `${breaks.join('. ')}.`,
        observed: breaks.map((text) => ({ name: 'break', value: null, text })),
        inputs: { before: signatureJson(before), after: signatureJson(after) },
      })
    },
  })
}

type Signature = Pick<ModelDescription, 'inputs' | 'outputs' | 'params'>

/** Everything that would break a caller of the one who calls the other, in words. */
export function breaksOf(before: Signature, after: Signature): readonly string[] {
  return [
    ...inputBreaks(before.inputs, after.inputs),
    ...outputBreaks(before.outputs, after.outputs),
    ...paramBreaks(before.params, after.params),
  ]
}

/** Callers send what was asked of them; columns that nobody asks for are ignored. */
function inputBreaks(before: readonly ColumnRecord[], after: readonly ColumnRecord[]): readonly string[] {
  return after.flatMap((column, index) => {
    const sent = before.find((each, at) => nameOf(each, at) === nameOf(column, index))
    const label = `the input ${nameOf(column, index)}`
    if (sent === undefined) return isRequired(column) ? [`${label} is new and required`] : []
    if (isRequired(column) && !isRequired(sent)) return [`${label} was optional and is required`]
    return isAccepted(sent, column) ? [] : [`${label} was ${words(sent)} and is ${words(column)}`]
  })
}

/** Callers read what was given. */
function outputBreaks(before: readonly ColumnRecord[], after: readonly ColumnRecord[]): readonly string[] {
  return before.flatMap((column, index) => {
    const given = after.find((each, at) => nameOf(each, at) === nameOf(column, index))
    const label = `the output ${nameOf(column, index)}`
    if (given === undefined) return [`${label} is gone`]
    if (isRequired(column) && !isRequired(given)) return [`${label} was always there and is optional`]
    return isAccepted(given, column) ? [] : [`${label} was ${words(column)} and is ${words(given)}`]
  })
}

/** Parameters have defaults, so new ones break nobody. */
function paramBreaks(before: readonly ColumnRecord[], after: readonly ColumnRecord[]): readonly string[] {
  return before.flatMap((param, index) => {
    const taken = after.find((each, at) => nameOf(each, at) === nameOf(param, index))
    const label = `the parameter ${nameOf(param, index)}`
    if (taken === undefined) return [`${label} is gone`]
    return isAccepted(param, taken) ? [] : [`${label} was ${words(param)} and is ${words(taken)}`]
  })
}

/** Types that a type is converted to without loss (MLflow, "Model Signatures", type enforcement). */
const widened: Readonly<Record<string, readonly string[]>> = {
  integer: ['long', 'double'],
  int: ['long', 'double'],
  float: ['double'],
  int32: ['int64', 'float64'],
  float32: ['float64'],
}

function isAccepted(sent: ColumnRecord, taken: ColumnRecord): boolean {
  const isType = sent.type === taken.type || widened[sent.type]?.includes(taken.type) === true
  return isType && isShapeAccepted(sent.shape, taken.shape)
}

function isShapeAccepted(sent: ColumnRecord['shape'], taken: ColumnRecord['shape']): boolean {
  if (sent === null || taken === null) return sent === taken
  return sent.length === taken.length && taken.every((size, index) => size === -1 || size === sent[index])
}

function isRequired({ required }: ColumnRecord): boolean {
  return required !== false
}

function nameOf({ name }: ColumnRecord, index: number): string {
  return name ?? String(index)
}

function words({ type, shape }: ColumnRecord): string {
  return shape === null ? type : `${type}[${shape.join(', ')}]`
}

function hasSignature({ inputs, outputs }: Signature): boolean {
  return inputs.length > 0 || outputs.length > 0
}

function signatureJson({ inputs, outputs, params }: Signature): JsonValue {
  const columns = (some: readonly ColumnRecord[]) =>
    some.map(({ name, type, required, shape }) => ({ name, type, required, shape }))
  return { inputs: columns(inputs), outputs: columns(outputs), params: columns(params) }
}
