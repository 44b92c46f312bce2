import type { BudgetState } from '../access/ports.ts'

/** A leaky bucket: points taken fill it, and it drains evenly, `limit` points a minute. */
export interface Bucket {
  /** Points in it when it was last looked at. */
  readonly level: number
  /** When that was; milliseconds since the epoch. */
  readonly at: number
}

/** Points a bucket of this limit loses in a millisecond. */
export function drainOf(limit: number): number {
  return limit / 60_000
}

/**
 * Takes points when they fit. The script of the Redis limiter does the same steps in the same order, so that both
 * give the same numbers; change one with the other. A request dearer than the whole budget is never allowed.
 */
export function takeFrom(
  bucket: Bucket | undefined,
  { points, limit, now }: { readonly points: number; readonly limit: number; readonly now: number },
): { readonly bucket: Bucket; readonly state: BudgetState } {
  const drain = drainOf(limit)
  // A clock that was set back must not fill the bucket again.
  const passed = Math.max(0, now - (bucket?.at ?? now))
  const level = Math.max(0, (bucket?.level ?? 0) - passed * drain)
  const allowed = level + points <= limit
  const next = allowed ? level + points : level
  return {
    bucket: { level: next, at: Math.max(now, bucket?.at ?? now) },
    state: stateOf(next, allowed, { points, limit }),
  }
}

/** What a level means for its owner. */
export function stateOf(
  level: number,
  allowed: boolean,
  { points, limit }: { readonly points: number; readonly limit: number },
): BudgetState {
  const drain = drainOf(limit)
  return {
    allowed,
    limit,
    remaining: Math.max(0, Math.floor(limit - level)),
    resetAfterMs: Math.ceil(Math.max(0, level) / drain),
    retryAfterMs: allowed ? 0 : Math.ceil(Math.max(0, level + Math.min(points, limit) - limit) / drain),
  }
}
