import type { RequestBudget } from './context.ts'
import type { RateLimit } from './generated/types.ts'

/** The caller's budget as the schema shows it; null before it was asked. */
export function rateLimitOf({ cost, state, requestLimit }: RequestBudget, now: number): RateLimit | null {
  if (state === null) return null
  return { cost, limit: state.limit, remaining: state.remaining, resetAt: now + state.resetAfterMs, requestLimit }
}

/** The cost of a request as `extensions.cost` tells it; null before the caller's budget was asked. */
export function costTold(budget: RequestBudget, now: number) {
  const shown = rateLimitOf(budget, now)
  if (shown === null) return null
  const { cost, limit, remaining, resetAt } = shown
  return { requested: cost, limit, remaining, resetAt: new Date(resetAt).toISOString() }
}

/** What every request costs at least; taken as it arrives, before anything of it is read. */
export const entryPoints = 1

/** A wait in the header `Retry-After`: whole seconds, never too short. */
export function retryAfterSeconds(retryAfterMs: number): string {
  return String(Math.max(1, Math.ceil(retryAfterMs / 1000)))
}
