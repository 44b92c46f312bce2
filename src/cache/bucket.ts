import type { BudgetState } from '../access/ports.ts'

/**
 * A leaky bucket: points taken fill it, and it drains evenly, `limit` points a minute. Its level is counted in
 * units of a 60,000th of a point, so that it loses exactly `limit` units in a millisecond: with whole numbers the two
 * limiters cannot drift apart, and the wait that a caller is told is never a rounding too short.
 */
export interface Bucket {
  readonly level: number
  /** When it was last looked at; whole milliseconds since the epoch. */
  readonly at: number
}

/** Units of {@link Bucket} in one point. */
export const unitsPerPoint = 60_000

/** What is asked of a bucket. */
export interface Asked {
  readonly points: number
  readonly limit: number
}

/**
 * Takes points when they fit. The script of the Redis limiter does the same; change one with the other.
 * A request dearer than the whole budget is never allowed.
 */
export function takeFrom(
  bucket: Bucket | undefined,
  { points, limit, now }: Asked & { readonly now: number },
): { readonly bucket: Bucket; readonly state: BudgetState } {
  const at = bucket?.at ?? now
  // A clock that was set back must not empty the bucket.
  const level = Math.max(0, (bucket?.level ?? 0) - Math.max(0, now - at) * limit)
  const filled = level + points * unitsPerPoint
  const allowed = filled <= limit * unitsPerPoint
  const next = allowed ? filled : level
  return { bucket: { level: next, at: Math.max(now, at) }, state: stateOf(next, allowed, { points, limit }) }
}

/** What a level means for its owner. */
export function stateOf(level: number, allowed: boolean, { points, limit }: Asked): BudgetState {
  const capacity = limit * unitsPerPoint
  const wanted = Math.min(capacity, points * unitsPerPoint)
  return {
    allowed,
    limit,
    remaining: Math.max(0, Math.floor((capacity - level) / unitsPerPoint)),
    resetAfterMs: Math.ceil(level / limit),
    retryAfterMs: allowed ? 0 : Math.ceil(Math.max(0, level + wanted - capacity) / limit),
  }
}
