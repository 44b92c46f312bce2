import { z } from 'zod'
import type { CallContext } from '../../connector/contract.ts'
import type { JsonValue } from '../../kernel/canonical-json.ts'
import { digestOf } from '../digests.ts'
import type { Gate, GateQuestion } from '../ports.ts'
import type { GateResult } from '../types.ts'

/** A gate with the shape of its parameters. */
export interface GateDefinition<Params> extends Pick<Gate, 'name' | 'description' | 'isAboutMoment'> {
  readonly params: z.ZodType<Params>
  /** See `Gate.runAt`. */
  readonly runAt?: (now: number, params: Params) => GateResult
  run(question: GateQuestion, params: Params, call: CallContext): Promise<GateResult>
}

/** Makes a gate that checks its parameters by their shape; unknown parameters are refused by strict shapes. */
export function defineGate<Params>({ params: shape, run, runAt, ...gate }: GateDefinition<Params>): Gate {
  return {
    ...gate,
    parameters: z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }),
    ...(runAt === undefined ? {} : { runAt: (now, params) => runAt(now, shape.parse(params)) }),
    problemsOf(params) {
      const read = shape.safeParse(params)
      return read.success
        ? []
        : read.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    },
    run: async (question, call) => run(question, shape.parse(question.rule.params), call),
  }
}

/** What a gate says of what it found; what is left out is nothing. */
export type Finding = Pick<GateResult, 'verdict' | 'explanation'> &
  Partial<Omit<GateResult, 'inputsDigest'>> & {
    /** Everything that the verdict follows from. */
    readonly inputs: JsonValue
  }

/** A gate's result. */
export function found({ inputs, ...finding }: Finding): GateResult {
  return {
    value: null,
    threshold: null,
    unit: null,
    observed: [],
    reasons: [],
    evidence: [],
    expiresAt: null,
    ...finding,
    inputsDigest: digestOf(inputs),
  }
}

/** There is nothing that could show it, which never counts as shown. */
export function missingEvidence(explanation: string, inputs: JsonValue): GateResult {
  return found({ verdict: 'FAIL', reasons: ['MISSING_EVIDENCE'], explanation, inputs })
}

/** Data that is named by name and digest. */
export const datasetShape = z.strictObject({ name: z.string().min(1), digest: z.string().min(1) })

/** Whether more is better. */
export const directionShape = z.enum(['HIGHER', 'LOWER'])
