import type { ApolloServer } from '@apollo/server'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../access/index.ts'
import type { RateLimiter } from '../access/ports.ts'
import {
  type AuditService,
  type CursorCodec,
  createContext,
  type GraphContext,
  type OpenedStream,
  openStream,
  type StreamListener,
  type StreamLogs,
  type StreamRequest,
  startRequestDeadline,
} from '../graphql/index.ts'
import { type Authenticate, originOf } from './authenticate.ts'
import type { BrowserDoor } from './browser-door.ts'
import type { CodedError } from './coded-error.ts'
import type { RequestLimits, ServicesFor } from './graphql-route.ts'
import type { ObserveStreams, OpenStreams } from './open-streams.ts'
import type { PublicUrl } from './session-cookie.ts'

/** What streams are configured with. */
export interface StreamSettings {
  readonly logs: StreamLogs
  /** Streams that a principal may have in this process. */
  readonly perPrincipal: number
  /** Streams on one WebSocket. */
  readonly perConnection: number
  readonly publicUrl: PublicUrl
  readonly observe: ObserveStreams
}

/** What both doors of streams need. */
export interface StreamDoorParts {
  readonly apollo: ApolloServer<GraphContext>
  readonly limiter: RateLimiter
  readonly servicesFor: ServicesFor
  readonly audit: AuditService
  readonly cursors: CursorCodec
  readonly limits: RequestLimits
  readonly authenticate: Authenticate
  readonly door: BrowserDoor | null
  readonly corsOrigins: readonly string[]
  readonly streams: StreamSettings
  readonly open: OpenStreams
  readonly now: () => number
}

/** Whoever listens, as a transport knows them. */
export interface Listening extends Pick<StreamListener, 'identify'> {
  readonly request: FastifyRequest
  /** What the budget said when the points of the arrival were taken. */
  readonly arrival: Parameters<StreamListener['contextOf']>[1]['arrival']
  readonly signal: AbortSignal
}

/** Opens a stream for whoever listens, with what a request of theirs would have. */
export function openFor(parts: StreamDoorParts, listening: Listening, request: StreamRequest): Promise<OpenedStream> {
  const { apollo, limiter, streams } = parts
  const { request: arrived, arrival, signal } = listening
  const listener: StreamListener = {
    identify: () => listening.identify(),
    contextOf: (principal, given) => contextOf(parts, arrived, { principal, ...given }),
    log: arrived.log,
  }
  return openStream({ apollo, limiter, logs: streams.logs }, { listener, request, signal, arrival })
}

async function contextOf(
  { servicesFor, audit, cursors, limits, now }: StreamDoorParts,
  request: FastifyRequest,
  given: { readonly principal: Principal } & Parameters<StreamListener['contextOf']>[1],
): Promise<GraphContext> {
  const origin = originOf(request)
  return createContext({
    ...given,
    services: (await servicesFor(given.principal)).services(origin),
    audit,
    origin,
    deadline: startRequestDeadline(limits.deadlineMs),
    cursors,
    requestLimit: limits.costPerRequest,
    recording: null,
    log: request.log,
    now,
  })
}

/** The refusal of one stream too many. */
export function tooManyStreams(max: number): CodedError {
  const message = `This caller has ${max} streams already; end one first.`
  const details = { reason: 'TOO_MANY_STREAMS', max, retryable: true }
  return { status: 429, code: 'RATE_LIMITED', message, details }
}
