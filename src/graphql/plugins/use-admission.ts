import type { ApolloServerPlugin } from '@apollo/server'
import { type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import { permits } from '../../access/index.ts'
import type { RateLimiter } from '../../access/ports.ts'
import type { GraphContext } from '../context.ts'
import { createCostMeter, type RequestCost } from '../cost.ts'
import { rateLimitOf } from '../rate-limit.ts'
import { refusal } from '../refusal.ts'

/** What admission needs. */
export interface AdmissionParts {
  readonly schema: GraphQLSchema
  readonly limiter: RateLimiter
}

/**
 * Decides before execution whether a request is carried out: subscriptions do not come this way, the schema is shown
 * to those with the right to it, and the cost is within the request's limit and the caller's budget. Every answer
 * tells its cost in `extensions.cost`.
 */
export function useAdmission({ schema, limiter }: AdmissionParts): ApolloServerPlugin<GraphContext> {
  const measure = createCostMeter(schema)
  return {
    requestDidStart: async () => ({
      async didResolveOperation(request) {
        const { document, operation, contextValue: context } = request
        // Apollo has refused a document without the named operation by now; its type does not say so.
        if (operation === undefined) return
        refuseSubscription(operation)
        const cost = measure({ document, operation, variables: request.request.variables ?? {} })
        context.budget.cost = cost.points
        refuseUnlessAllowed(context, cost)
        context.budget.state = await limiter.take(context.principal.id, cost.points)
        refuseOverBudget(context)
      },
      async willSendResponse({ contextValue: { budget, principal, now }, response }) {
        if (response.body.kind !== 'single') return
        // A document that is not even executed still took work.
        budget.state ??= await limiter.take(principal.id, 1)
        const shown = rateLimitOf(budget, now())
        if (shown === null) return
        const { cost, limit, remaining, resetAt } = shown
        response.body.singleResult.extensions = {
          ...response.body.singleResult.extensions,
          cost: { requested: cost, limit, remaining, resetAt: new Date(resetAt).toISOString() },
        }
      },
    }),
  }
}

/** Tells this refusal from others with the same code. */
export const subscriptionReason = 'SUBSCRIPTION_OVER_HTTP'

function refuseSubscription({ operation }: OperationDefinitionNode): void {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return
  const details = { reason: subscriptionReason }
  throw refusal('Subscriptions are not served over plain HTTP.', { code: 'BAD_USER_INPUT', status: 400, details })
}

function refuseUnlessAllowed({ principal, budget }: GraphContext, { points, readsSchema }: RequestCost): void {
  if (readsSchema && !permits(principal, 'schema:introspect')) {
    throw refusal('This caller may not read the schema.', { code: 'FORBIDDEN', status: 403 })
  }
  if (points <= budget.requestLimit) return
  const message = `The request costs ${points}; at most ${budget.requestLimit} are allowed. Ask for shorter lists.`
  const details = { cost: points, limit: budget.requestLimit }
  throw refusal(message, { code: 'QUERY_TOO_COMPLEX', status: 400, details })
}

function refuseOverBudget({ budget: { state, cost } }: GraphContext): void {
  if (state === null || state.allowed) return
  const { retryAfterMs, limit } = state
  throw refusal(`The budget of ${limit} points a minute is used up.`, {
    code: 'RATE_LIMITED',
    status: 429,
    details: { cost, limit, retryAfterMs, retryable: true },
    headers: [['retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))]],
  })
}
