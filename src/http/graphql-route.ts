import type { ApolloServer } from '@apollo/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../access/index.ts'
import {
  AnswerRecording,
  type AuditService,
  answerType,
  type CursorCodec,
  createContext,
  type GraphContext,
  type KeptAnswer,
  keepAnswer,
  type Made,
  type Services,
  startRequestDeadline,
} from '../graphql/index.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { callerOf, originOf } from './authenticate.ts'
import { sendError } from './coded-error.ts'
import { answerGraphql, type GraphqlAnswer, sendAnswer } from './graphql-answer.ts'
import { type KeptAnswerParts, sendKept } from './kept-answer.ts'
import { privateAnswer } from './private-answer.ts'

/** What one request may use. */
export interface RequestLimits {
  readonly costPerRequest: number
  readonly deadlineMs: number
  readonly deadlineMsMax: number
}

/** What one caller may use, for one request, by the rights that the store held when it was asked for. */
export interface CallerServices {
  /** Equal for callers to whom every question about reading is answered alike; never for two principals. */
  readonly fingerprint: string
  /** Puts the services together: an answer that is sent again needs none. */
  services(origin: RequestOrigin): Services
}

/** Reads the rights of a caller from the store, for one request. Throws the store's `Fault`. */
export type ServicesFor = (principal: Principal) => Promise<CallerServices>

/** What `/graphql` needs. */
export interface GraphqlRouteParts extends KeptAnswerParts {
  readonly apollo: ApolloServer<GraphContext>
  readonly servicesFor: ServicesFor
  readonly audit: AuditService
  readonly cursors: CursorCodec
  readonly limits: RequestLimits
}

const timeoutHeader = 'modelwarden-timeout-ms'

/** GraphQL over HTTP, by GET and POST. */
export function graphqlRoute(app: FastifyInstance, parts: GraphqlRouteParts): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    config: { session: 'PAGE' },
    async handler(request, reply) {
      // Refused before a mutation is carried out whose result could not be sent.
      if (answerType(request.headers.accept) === null) return refuseType(reply)
      const timeoutMs = timeoutOf(request, parts.limits)
      if (timeoutMs === null) return refuseTimeout(reply)
      privateAnswer(reply)
      // Rights are read anew for every request, before anything else is looked at.
      const caller = await parts.servicesFor(callerOf(request))
      const key = request.method === 'POST' ? parts.answers.keyOf(request.body, caller.fingerprint) : null
      const kept = key === null ? null : await parts.answers.find(key)
      if (kept !== null) return sendKept(parts, kept, { request, reply })
      const services = caller.services(originOf(request))
      const answered = await answerAnew(parts, { request, reply, services, timeoutMs, key })
      return 'fresh' in answered ? sendAnswer(reply, answered.fresh) : sendKept(parts, answered, { request, reply })
    },
  })
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly services: Services
  readonly timeoutMs: number
  /** What the answer is kept by; null when it is not. */
  readonly key: string | null
}

async function answerAnew(
  parts: GraphqlRouteParts,
  { request, reply, services, timeoutMs, key }: Asked,
): Promise<KeptAnswer | Made<GraphqlAnswer>> {
  const recording = key === null ? null : new AnswerRecording()
  const context = contextOf(parts, { request, services, timeoutMs, recording })
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) context.deadline.cancel()
  })
  const make = async () => ({
    fresh: await answerGraphql(parts.apollo, context, request),
    kept: recording === null ? null : keepAnswer(recording),
  })
  try {
    return key === null ? await make() : await parts.answers.join(key, { make, signal: context.deadline.sourceSignal })
  } finally {
    context.deadline.end()
  }
}

function contextOf(
  { audit, cursors, limits, now }: GraphqlRouteParts,
  given: Pick<Asked, 'request' | 'services' | 'timeoutMs'> & { readonly recording: AnswerRecording | null },
): GraphContext {
  const { request, services, timeoutMs, recording } = given
  return createContext({
    principal: callerOf(request),
    services,
    audit,
    origin: originOf(request),
    deadline: startRequestDeadline(timeoutMs),
    cursors,
    requestLimit: limits.costPerRequest,
    arrival: request.budget,
    recording,
    stream: null,
    log: request.log,
    now,
  })
}

/** The time a request gets; null when its header is no number of milliseconds. */
function timeoutOf({ headers }: FastifyRequest, { deadlineMs, deadlineMsMax }: RequestLimits): number | null {
  const sent = headers[timeoutHeader]
  if (sent === undefined) return deadlineMs
  const asked = Number(sent)
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, deadlineMsMax) : null
}

function refuseType(reply: FastifyReply): FastifyReply {
  const message = 'Answers are `application/json` or `application/graphql-response+json`; accept one of them.'
  return sendError(reply, { status: 406, code: 'BAD_USER_INPUT', message })
}

function refuseTimeout(reply: FastifyReply): FastifyReply {
  const message = `The header \`${timeoutHeader}\` is a whole number of milliseconds, such as 30000.`
  return sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message })
}
