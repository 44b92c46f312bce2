import type { ApolloServerPlugin } from '@apollo/server'
import { type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import type { RateLimiter } from '../../access/ports.ts'
import type { GraphContext } from '../context.ts'
import { createCostMeter, type RequestCost } from '../cost.ts'
import type { CostlyList } from '../costly-lists.ts'
import { costTold, entryPoints, retryAfterSeconds } from '../rate-limit.ts'
import { refusal } from '../refusal.ts'

/** What admission needs. */
export interface AdmissionParts {
  readonly schema: GraphQLSchema
  readonly limiter: RateLimiter
}

/**
 * Decides before execution whether a request is carried out: streams are of subscriptions and nothing else is, the schema
 * is shown to those with the right to it, and the cost is within the request's limit and the caller's budget, from which the
 * door has taken the first {@link entryPoints}. Every answer tells its cost in `extensions.cost`.
 */
export function useAdmission({ schema, limiter }: AdmissionParts): ApolloServerPlugin<GraphContext> {
  const measure = createCostMeter(schema)
  return {
    requestDidStart: async () => ({
      async didResolveOperation(request) {
        const { document, operation, contextValue: context } = request
        // Apollo has refused a document without the named operation by now; its type does not say so.
        if (operation === undefined) return
        refuseWrongDoor(context, operation)
        const cost = measure({ document, operation, variables: request.request.variables ?? {} })
        context.budget.cost = cost.points
        await refuseUnlessAllowed(context, cost)
        await takeRest(limiter, context)
      },
      async willSendResponse({ contextValue: { budget, now }, response }) {
        if (response.body.kind !== 'single') return
        const cost = costTold(budget, now())
        if (cost === null) return
        response.body.singleResult.extensions = { ...response.body.singleResult.extensions, cost }
      },
    }),
  }
}

/** Tells this refusal from others with the same code. */
export const subscriptionReason = 'SUBSCRIPTION_OVER_HTTP'

function refuseWrongDoor({ stream }: GraphContext, { operation }: OperationDefinitionNode): void {
  const isSubscription = operation === OperationTypeNode.SUBSCRIPTION
  if (isSubscription === (stream !== null)) return
  const [message, reason] = isSubscription
    ? ['Subscriptions are served at /graphql/stream by SSE and at /graphql by WebSocket.', subscriptionReason]
    : ['Only subscriptions are served here; send this to /graphql by POST.', 'NOT_A_SUBSCRIPTION']
  throw refusal(message, { code: 'BAD_USER_INPUT', status: 400, details: { reason } })
}

async function refuseUnlessAllowed(context: GraphContext, cost: RequestCost): Promise<void> {
  const { principal, services, budget } = context
  const { points, readsSchema } = cost
  if (readsSchema && !(await services.rights.permits(principal, 'schema:introspect'))) {
    context.audit.denied(context, 'schema:introspect')
    throw refusal('This caller may not read the schema.', { code: 'FORBIDDEN', status: 403 })
  }
  if (points <= budget.requestLimit) return
  const lists = cost.costlyLists()
  const message = `The request costs ${points} points; at most ${budget.requestLimit} are allowed. ${adviceOn(lists)}`
  const details = { cost: points, limit: budget.requestLimit, lists }
  throw refusal(message, { code: 'QUERY_TOO_COMPLEX', status: 400, details })
}

const idArguments: ReadonlySet<string> = new Set(['ids', 'representations'])

function adviceOn([dearest]: readonly CostlyList[]): string {
  if (dearest === undefined) return 'Ask in several requests.'
  const { path, argument, asked, points } = dearest
  const less = idArguments.has(argument) ? 'fewer' : 'a smaller'
  const share = `\`${path}\` takes ${points} of them, with ${asked} as \`${argument}\``
  return `${share}: ask for ${less} \`${argument}\` there, or in several requests.`
}

/** Takes what the request costs beyond what was taken as it arrived, all or none. */
async function takeRest(limiter: RateLimiter, { budget, principal }: GraphContext): Promise<void> {
  const rest = budget.cost - entryPoints
  if (rest <= 0) return
  const state = await limiter.take(principal.id, rest)
  // The budget refills between the two takings; what is told must not depend on how long that was.
  const remaining = Math.min(state.remaining, (budget.state ?? state).remaining - rest)
  budget.state = state.allowed ? { ...state, remaining: Math.max(0, remaining) } : state
  if (state.allowed) return
  const { limit } = state
  // Sent again it pays for its arrival again, so the budget must have drained that much more.
  const retryAfterMs = state.retryAfterMs + Math.ceil((entryPoints * 60_000) / limit)
  throw refusal(`The budget of ${limit} points a minute is used up.`, {
    code: 'RATE_LIMITED',
    status: 429,
    details: { cost: budget.cost, limit, retryAfterMs, retryable: true },
    headers: [['retry-after', retryAfterSeconds(retryAfterMs)]],
  })
}
