import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RateLimiter } from '../access/ports.ts'
import { type AuditService, retryAfterSeconds } from '../graphql/index.ts'
import type { HookDelivery, HookOutcome } from '../ingest/index.ts'
import { originOf } from './authenticate.ts'
import { sendError } from './coded-error.ts'

/** What the door for webhooks needs. */
export interface MlflowHookDoor {
  /** See `receiveHook`. Throws the store's `Fault`. */
  receive(delivery: HookDelivery): Promise<HookOutcome>
  /** Told once for every delivery that was read. */
  observe(source: string, outcome: HookOutcome): void
  readonly limiter: RateLimiter
  readonly audit: Pick<AuditService, 'unauthenticated'>
}

/** Texts of tags and descriptions travel with an event, and are read from the server anyway. */
const bodyBytesMax = 262_144

/** A forged delivery takes this much of its sender's budget: some hundred tries a minute, each of them a hash. */
const refusalPoints = 100

/** `/hooks/mlflow/{source}`: MLflow's webhooks. The signature stands for a token. */
export function mlflowHookRoutes(app: FastifyInstance, door: MlflowHookDoor): void {
  void app.register(async (scope) => {
    // The signature is over the bytes as they were sent, whatever they say they are.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post<{ Params: { source: string } }>('/hooks/mlflow/:source', {
      bodyLimit: bodyBytesMax,
      config: { isPublic: true },
      onRequest: async (request, reply) => limit(request, reply, door),
      handler: async (request, reply) => {
        const { source } = request.params
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const outcome = await door.receive({ source, headers: headersOf(request), body })
        door.observe(source, outcome)
        void reply.header('cache-control', 'no-store')
        if (outcome === 'ACCEPTED' || outcome === 'REPLAYED') return reply.code(202).send()
        if (outcome === 'UNREADABLE')
          return sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message: 'The body is no event.' })
        await charge(request, door)
        door.audit.unauthenticated(originOf(request))
        return refuse(reply)
      },
    })
  })
}

/** Before the body is read. Whoever sends has no name yet, so each address has a budget. */
async function limit(
  request: FastifyRequest,
  reply: FastifyReply,
  { limiter }: MlflowHookDoor,
): Promise<FastifyReply | undefined> {
  const { allowed, retryAfterMs } = await limiter.take(budgetOf(request), 1)
  if (allowed) return undefined
  void reply.header('retry-after', retryAfterSeconds(retryAfterMs))
  const message = 'Too many deliveries from this address.'
  return sendError(reply, { status: 429, code: 'RATE_LIMITED', message, details: { retryAfterMs, retryable: true } })
}

/** Takes what a forged delivery costs, or whatever is left of it. */
async function charge(request: FastifyRequest, { limiter }: MlflowHookDoor): Promise<void> {
  const { allowed, remaining } = await limiter.take(budgetOf(request), refusalPoints)
  if (!allowed) await limiter.take(budgetOf(request), Math.floor(remaining))
}

function budgetOf({ ip }: FastifyRequest): string {
  return `hook:${ip}`
}

function headersOf({ headers }: FastifyRequest) {
  const one = (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    deliveryId: one('x-mlflow-delivery-id'),
    timestamp: one('x-mlflow-timestamp'),
    signature: one('x-mlflow-signature'),
  }
}

/** One answer for an unknown source, a wrong signature and a wrong time. */
function refuse(reply: FastifyReply): FastifyReply {
  return sendError(reply, {
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'The delivery is not signed as it must be.',
  })
}
