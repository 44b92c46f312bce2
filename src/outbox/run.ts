import type { CallContext } from '../connector/contract.ts'
import type { ConnectorEffects } from '../connector/effects.ts'
import { Fault, faultOf, problem } from '../kernel/problem.ts'
import type { CarriedOut, EffectChange, EffectClaim, OutboxPorts } from './ports.ts'
import type { OutboxTiming } from './timing.ts'
import type { Effect, EffectError } from './types.ts'

/** A plan while one worker carries it out. */
export interface Run<Transaction> {
  readonly claim: EffectClaim
  readonly carriedOut: CarriedOut<Transaction>
  readonly timing: OutboxTiming
  readonly random: () => number
  /** How the effects stood when they were last written. */
  effects(): readonly Effect[]
  /** The same effect as it stands now. */
  now(effect: Effect): Effect
  /** Writes a step. Throws {@link ClaimLost} when another worker has taken over, and then nothing is written. */
  save(change: EffectChange<Transaction>): Promise<void>
  /** Records that an answer came too late. */
  noteOutpaced(effect: Effect): Promise<void>
  /** What the place of an effect holds now. */
  look(effect: Effect): Promise<string | null>
  /** Makes the place of an effect hold this. */
  put(effect: Effect, value: string | null): Promise<void>
  /** Writes into the log why an attempt failed. */
  tell(effect: Effect, error: unknown): void
  /** Waits; false when the worker is to stop. */
  pause(ms: number): Promise<boolean>
}

/** The plan is another worker's by now; nothing more is done about it here. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

/** The effects of a source, and the calls that one effect makes there. */
export function callsOf<Transaction>(
  { effectsOf }: Pick<OutboxPorts<Transaction>, 'effectsOf'>,
  signal: AbortSignal,
): Pick<Run<Transaction>, 'look' | 'put'> {
  const contextOf = ({ uid }: Effect): CallContext => ({ signal, requestId: `effect-${uid}` })
  const toolOf = ({ source }: Effect): ConnectorEffects => {
    const found = effectsOf(source)
    if (found !== null) return found
    throw faultOf(problem('UNSUPPORTED', `Source ${source} is not connected, or takes no changes.`))
  }
  return {
    look: async (effect) => toolOf(effect).observe(effect.place, contextOf(effect)),
    put: async (effect, value) => toolOf(effect).put(effect.place, value, contextOf(effect)),
  }
}

/** Why an attempt failed, in words for everybody, and whether another one may succeed. */
export function failureOf(error: unknown): { readonly error: EffectError; readonly isRetryable: boolean } {
  if (error instanceof Fault) {
    const { code, publicMessage, retryable } = error
    // A conflict is a change that came between: the next attempt looks again.
    return { error: { code, message: publicMessage }, isRetryable: retryable || code === 'CONFLICT' }
  }
  return { error: { code: 'INTERNAL_SERVER_ERROR', message: 'The gateway failed.' }, isRetryable: true }
}
