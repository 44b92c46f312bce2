import { isForGood } from './for-good.ts'
import { isAhead } from './next-work.ts'
import type { EffectWrite } from './ports.ts'
import type { Effect, EffectError } from './types.ts'

/** An effect that will not come about, and why. */
export interface Abandoned {
  readonly effect: Effect
  readonly error: EffectError
  /** Whether it may have come about all the same: something was sent, and nobody knows what came of it. */
  readonly isUnknown: boolean
}

/** What giving up an effect writes: those before it are undone, in reverse order, and so is it where that is not known. */
export function abandon(effects: readonly Effect[], { effect, error, isUnknown }: Abandoned): readonly EffectWrite[] {
  return effects.flatMap((each): readonly EffectWrite[] => {
    const { uid, state, place } = each
    if (uid === effect.uid)
      return isUnknown && !isForGood(place)
        ? [{ uid, state: 'COMPENSATING', attempts: 0, error }]
        : [{ uid, state: 'FAILED', error }]
    if (state === 'VERIFIED' && isForGood(place)) return []
    if (state === 'VERIFIED' || state === 'APPLIED') return [{ uid, state: 'COMPENSATING', attempts: 0 }]
    return isAhead(each) ? [{ uid, state: 'CANCELLED' }] : []
  })
}

/** Whether nothing was ever sent for any of the effects but what stays whatever becomes of them. */
export function isUnsent(effects: readonly Effect[]): boolean {
  return effects.every(({ sentAt, place }) => sentAt === null || isForGood(place))
}

/** What leaving a plan as it stands writes: the effect at which it ended, and those that nobody will try any more. */
export function leave(effects: readonly Effect[], own: EffectWrite): readonly EffectWrite[] {
  const others = effects.filter((each) => each.uid !== own.uid && isAhead(each))
  return [own, ...others.map(({ uid }): EffectWrite => ({ uid, state: 'CANCELLED' }))]
}

/** Why a plan was given up: the error of the last effect that anybody tried. */
export function causeOf(effects: readonly Effect[]): EffectError {
  const failed = effects.findLast(({ error }) => error !== null)
  return failed?.error ?? { code: 'INTERNAL_SERVER_ERROR', message: 'An effect failed.' }
}
