import type { EffectWrite } from './ports.ts'
import type { Effect, EffectState } from './types.ts'

const ahead: readonly EffectState[] = ['PLANNED', 'CLAIMED', 'SENT', 'APPLIED', 'RETRY_WAIT']

/** Whether an effect is still to come about. */
export function isAhead({ state }: Effect): boolean {
  return ahead.includes(state)
}

/**
 * The effect of a plan that is worked on next: the last that is to be undone, else the first that is still to come about;
 * null when the plan is at its end. `effects` in their order.
 */
export function nextWork(effects: readonly Effect[]): Effect | null {
  return effects.findLast(({ state }) => state === 'COMPENSATING') ?? effects.find(isAhead) ?? null
}

/** What taking on an effect writes: one more attempt. One of which something was sent stays so, as nobody knows what came of it. */
export function takenOn({ uid, state, attempts, sentAt }: Effect): EffectWrite {
  const isFresh = state === 'PLANNED' || (state === 'RETRY_WAIT' && sentAt === null)
  const from = isFresh ? 'CLAIMED' : state
  return { uid, state: from === 'RETRY_WAIT' ? 'SENT' : from, attempts: attempts + 1 }
}

/** What taking on a plan writes. */
export function takeNext(effects: readonly Effect[]): readonly EffectWrite[] {
  const next = nextWork(effects)
  return next === null ? [] : [takenOn(next)]
}
