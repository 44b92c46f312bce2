import type { RequestBudget } from './context.ts'
import type { RateLimit } from './generated/types.ts'

/** The caller's budget as the schema shows it; null before it was asked. */
export function rateLimitOf({ cost, state, requestLimit }: RequestBudget, now: number): RateLimit | null {
  if (state === null) return null
  return { cost, limit: state.limit, remaining: state.remaining, resetAt: now + state.resetAfterMs, requestLimit }
}
