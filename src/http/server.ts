import cors from '@fastify/cors'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Rights } from '../access/index.ts'
import type { RateLimiter } from '../access/ports.ts'
import {
  type AuditService,
  type CursorCodec,
  type KeptAnswers,
  type ObserveRequest,
  startApollo,
} from '../graphql/index.ts'
import type { Logger } from '../telemetry/index.ts'
import { type ArtifactDownloads, artifactRoutes } from './artifacts.ts'
import { authRoutes, noAuthRoutes } from './auth-routes.ts'
import { type Authenticate, useAuthentication } from './authenticate.ts'
import type { BrowserDoor } from './browser-door.ts'
import { useBudget } from './budget.ts'
import { type CiReportDoor, ciReportRoutes } from './ci-reports.ts'
import { answerClientError } from './client-error.ts'
import { handleError } from './error-handler.ts'
import { graphiqlRoutes, useGraphiql } from './graphiql.ts'
import { graphqlRoute, type RequestLimits, type ServicesFor } from './graphql-route.ts'
import { type CheckHealth, healthRoutes } from './health.ts'
import { type LineageEventDoor, lineageEventRoutes } from './lineage-events.ts'
import { type MetricsText, metricsRoute } from './metrics.ts'
import { type MlflowHookDoor, mlflowHookRoutes } from './mlflow-hooks.ts'
import { handleNotFound } from './not-found.ts'
import { createOpenStreams } from './open-streams.ts'
import { usePurpose } from './purpose.ts'
import { requestIdOf, useRequestId } from './request-id.ts'
import { useCookies } from './session-cookie.ts'
import type { StreamDoorParts, StreamSettings } from './stream-door.ts'
import { sseRoute } from './stream-sse.ts'
import { isWebSocket, websocketRoute } from './stream-websocket.ts'
import { useStrictHeaders } from './strict-headers.ts'

/** How the gateway listens and is reached. */
export interface ServerSettings {
  /** Origins of browsers that may call; none by default. */
  readonly corsOrigins: readonly string[]
  /** Addresses or CIDR ranges of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[]
  /** The certificate chain and its key, PEM; plain HTTP without them. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
}

/** Everything the doors need. */
export interface HttpParts {
  readonly settings: ServerSettings
  readonly limits: RequestLimits
  readonly authenticate: Authenticate
  /** Null where nobody can log in with a browser. */
  readonly door: BrowserDoor | null
  /** Services as one caller may use them, for one request. */
  readonly servicesFor: ServicesFor
  readonly rights: Rights
  readonly audit: AuditService
  readonly cursors: CursorCodec
  /** Whole answers that can be sent again. */
  readonly answers: KeptAnswers
  readonly limiter: RateLimiter
  /** Null where nothing is streamed. */
  readonly streams: StreamSettings | null
  readonly downloads: ArtifactDownloads
  /** Null where no events are taken. */
  readonly events: Pick<LineageEventDoor, 'receiver' | 'observe'> | null
  readonly hooks: Pick<MlflowHookDoor, 'receive' | 'observe'>
  readonly ci: CiReportDoor
  readonly checkHealth: CheckHealth
  readonly metrics: MetricsText
  readonly logger: Logger
  readonly observeGraphql: ObserveRequest
  /** Told once for every HTTP request; `route` is a pattern, never a caller's own path. */
  readonly observeHttp: (route: string, status: number) => void
  readonly now: () => number
}

/** The largest GraphQL request; doors that take more set their own limit. */
const bodyBytesMax = 262_144

/** Builds the server with every door, ready to listen. */
export async function createHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const app = fastify(optionsOf(parts))
  const { limiter, logger, observeGraphql: observe } = parts
  const apollo = await startApollo({ limiter, log: logger, observe })
  app.addHook('onClose', () => apollo.stop())
  await useHooks(app, parts)
  healthRoutes(app, parts.checkHealth, parts.rights)
  metricsRoute(app, parts.metrics, { rights: parts.rights, audit: parts.audit })
  await graphiqlRoutes(app)
  graphqlRoute(app, { ...parts, apollo })
  if (parts.streams !== null) streamRoutes(app, { ...parts, apollo, streams: parts.streams })
  artifactRoutes(app, parts.downloads)
  if (parts.events !== null) lineageEventRoutes(app, { ...parts.events, limiter })
  ciReportRoutes(app, parts.ci)
  mlflowHookRoutes(app, { ...parts, receive: parts.hooks.receive, observe: parts.hooks.observe })
  if (parts.door === null) noAuthRoutes(app)
  else authRoutes(app, { door: parts.door, audit: parts.audit })
  return app
}

function streamRoutes(app: FastifyInstance, parts: HttpParts & Pick<StreamDoorParts, 'apollo' | 'streams'>): void {
  const open = createOpenStreams(parts.streams.perPrincipal, parts.streams.observe)
  const door = { ...parts, open, corsOrigins: parts.settings.corsOrigins }
  sseRoute(app, door)
  websocketRoute(app, door)
}

async function useHooks(
  app: FastifyInstance,
  { settings, authenticate, door, limiter, observeHttp, audit }: HttpParts,
): Promise<void> {
  // Nothing here reads plain text, and a form could send it from any page.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  useRequestId(app)
  if (settings.corsOrigins.length > 0) await app.register(cors, corsOf(settings.corsOrigins))
  useStrictHeaders(app)
  useGraphiql(app)
  if (door !== null) await useCookies(app)
  useAuthentication(app, authenticate, { audit, door })
  usePurpose(app)
  useBudget(app, limiter)
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    observeHttp(route, reply.statusCode)
    const { method, ip } = request
    request.log.info({ method, route, ip, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
}

/** Pages of other origins get no header at all: not even which methods there are. */
function corsOf(origins: readonly string[]) {
  const open = {
    origin: true,
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'retry-after', 'etag', 'content-range'],
    maxAge: 600,
  }
  return {
    delegator: async ({ headers: { origin } }: FastifyRequest) =>
      origin !== undefined && origins.includes(origin) ? open : { origin: false },
  }
}

/** Fastify otherwise loads two compilers of JSON Schema, some 240 modules, at every start; no route here has a schema. */
function noSchema(): never {
  throw new Error('a route declares a JSON Schema, for which nothing is loaded')
}

function optionsOf({ settings, logger }: HttpParts) {
  const { tls, trustedProxies } = settings
  const loggerInstance: FastifyBaseLogger = logger
  const common = {
    loggerInstance,
    logController: new LogController({ requestIdLogLabel: 'requestId', disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: bodyBytesMax,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
    // Longer than the idle time of common proxies, which otherwise reuse a connection that is just being closed.
    keepAliveTimeout: 75_000,
    // A whole request must have arrived by then, however slowly its sender drips it.
    requestTimeout: 30_000,
    // A connection on which nothing moves: longer than the longest request, and than idle ones are kept.
    connectionTimeout: 120_000,
    clientErrorHandler: answerClientError,
    frameworkErrors: handleError,
    routerOptions: { maxParamLength: 2_048 },
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
  } as const
  const wire = {
    headersTimeout: 15_000,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 5_000,
    shouldUpgradeCallback: isWebSocket,
  }
  return tls === null ? { ...common, http: wire } : { ...common, https: { ...wire, ...tls } }
}
