import type { Reversion } from './types.ts'

const minuteMs = 60_000
/** The least between two automatic reverts of one target. */
const pauseMs = 10 * minuteMs
const dayMs = 24 * 60 * minuteMs
/** The most automatic reverts of one target in a day. */
const perDayMax = 3

/** How far back reverts count. */
export const capsReachMs = dayMs

/**
 * Whether the gateway may revert a target by itself once more. Whoever moves it again within minutes, or again and again
 * in a day, means it: that is for people to settle, and a fight would only move what is live to and fro.
 */
export function mayRevertAgain(reversions: readonly Reversion[], now: number): boolean {
  const own = reversions.filter(({ isAutomatic, at }) => isAutomatic && now - at < dayMs)
  return own.length < perDayMax && own.every(({ at }) => now - at >= pauseMs)
}
