import type { FastifyInstance, FastifyReply } from 'fastify'
import type { BudgetState, RateLimiter } from '../access/ports.ts'
import { entryPoints, retryAfterSeconds } from '../graphql/index.ts'
import { type CodedError, sendError } from './coded-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the caller's budget said when the request arrived; null only where a route is public. */
    budget: BudgetState | null
  }
  interface FastifyContextConfig {
    /** Points that a request to the route costs as it arrives; the least that any request costs unless it says so. */
    readonly points?: number
  }
}

/**
 * Takes what a request costs at least from its caller's budget as it arrives, and refuses a caller who has used it
 * up. That is before the body is read, so a document that cannot be parsed, a body that is no JSON and an address that
 * leads nowhere are counted and refused like everything else.
 */
export function useBudget(app: FastifyInstance, limiter: RateLimiter): void {
  app.decorateRequest('budget', null)
  app.addHook('onRequest', async (request, reply) => {
    const { points = entryPoints, isPublic = false } = request.routeOptions.config
    if (request.principal === null || isPublic) return undefined
    request.budget = await limiter.take(request.principal.id, points)
    return request.budget.allowed ? undefined : refuse(reply, { points, ...request.budget })
  })
}

type Wanted = BudgetState & { readonly points: number }

function refuse(reply: FastifyReply, wanted: Wanted): FastifyReply {
  void reply.header('retry-after', retryAfterSeconds(wanted.retryAfterMs))
  return sendError(reply, budgetUsedUp(wanted))
}

/** The refusal of what a budget does not hold. */
export function budgetUsedUp({ points, limit, retryAfterMs }: Wanted): CodedError {
  const message = `The budget of ${limit} points a minute is used up.`
  const details = { cost: points, limit, retryAfterMs, retryable: true }
  return { status: 429, code: 'RATE_LIMITED', message, details }
}
