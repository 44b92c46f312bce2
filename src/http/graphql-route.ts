import type { ApolloServer } from '@apollo/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../access/index.ts'
import {
  type AuditService,
  answerType,
  type CursorCodec,
  createContext,
  type GraphContext,
  type Services,
  startRequestDeadline,
} from '../graphql/index.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { callerOf, originOf } from './authenticate.ts'
import { sendError } from './coded-error.ts'
import { answerGraphql } from './graphql-answer.ts'
import { callerHeaders } from './purpose.ts'

/** What one request may use. */
export interface RequestLimits {
  readonly costPerRequest: number
  readonly deadlineMs: number
  readonly deadlineMsMax: number
}

/** Services as one caller may use them, for one request. Throws the store's `Fault`. */
export type ServicesFor = (principal: Principal, origin: RequestOrigin) => Promise<Services>

/** What `/graphql` needs. */
export interface GraphqlRouteParts {
  readonly apollo: ApolloServer<GraphContext>
  readonly servicesFor: ServicesFor
  readonly audit: AuditService
  readonly cursors: CursorCodec
  readonly limits: RequestLimits
  readonly now: () => number
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
      const context = await contextOf(parts, request, timeoutMs)
      reply.raw.once('close', () => {
        if (!reply.raw.writableEnded) context.deadline.cancel()
      })
      privateAnswer(reply)
      try {
        return await answerGraphql(parts.apollo, context, { request, reply })
      } finally {
        context.deadline.end()
      }
    },
  })
}

async function contextOf(parts: GraphqlRouteParts, request: FastifyRequest, timeoutMs: number): Promise<GraphContext> {
  const { servicesFor, audit, cursors, limits, now } = parts
  const principal = callerOf(request)
  const origin = originOf(request)
  return createContext({
    principal,
    services: await servicesFor(principal, origin),
    audit,
    origin,
    deadline: startRequestDeadline(timeoutMs),
    cursors,
    requestLimit: limits.costPerRequest,
    arrival: request.budget,
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

/** An answer is for this caller alone: no shared cache may keep it, and none may give it to another token or purpose. */
function privateAnswer(reply: FastifyReply): void {
  const vary = reply.getHeader('vary')
  void reply.header('cache-control', 'private, no-store')
  void reply.header('vary', vary === undefined ? callerHeaders : `${String(vary)}, ${callerHeaders}`)
}
