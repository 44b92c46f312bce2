import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled'
import type { RateLimiter } from '../access/ports.ts'
import { writeResult } from './answers/write-result.ts'
import type { ApiLog, GraphContext } from './context.ts'
import { createDocumentStore } from './document-store.ts'
import { presentError } from './errors.ts'
import { asGateway } from './execution/as-gateway.ts'
import { documentLimits, errorsMax, tokensMax } from './limits.ts'
import { useAdmission } from './plugins/use-admission.ts'
import { useErrorReport } from './plugins/use-error-report.ts'
import { useMasked } from './plugins/use-masked.ts'
import { useRecording } from './plugins/use-recording.ts'
import { type ObserveRequest, useStatus } from './plugins/use-status.ts'
import { useStreams } from './plugins/use-streams.ts'
import { createSchema } from './schema.ts'
import { eventOf } from './streams/stream-part.ts'

/** What the API server needs besides its services. */
export interface ApolloParts {
  readonly limiter: RateLimiter
  readonly log: ApiLog
  readonly observe: ObserveRequest
}

/**
 * Starts Apollo Server with every limit on. No plugin may implement `willResolveField`: it would be called for each
 * field and nearly halves the throughput of lists.
 */
export async function startApollo({ limiter, log, observe }: ApolloParts): Promise<ApolloServer<GraphContext>> {
  const schema = createSchema()
  const { gateway, plugin: execution } = asGateway<GraphContext>(schema, ({ stream }) => eventOf(stream))
  const server = new ApolloServer<GraphContext>({
    gateway,
    // Who may read the schema depends on the caller, so admission decides and not this switch.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: createDocumentStore(),
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: tokensMax },
    validationOptions: { maxErrors: errorsMax },
    validationRules: [...documentLimits],
    formatError: presentError,
    stringifyResult: writeResult,
    logger: apolloLogger(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      useErrorReport(),
      useMasked(),
      useStatus(observe),
      useAdmission({ schema, limiter }),
      useRecording(),
      useStreams(),
      execution,
    ],
  })
  await server.start()
  return server
}

function apolloLogger(log: ApiLog) {
  const quiet = () => undefined
  return {
    debug: quiet,
    info: quiet,
    warn: (message?: unknown) => log.warn({}, String(message)),
    error: (message?: unknown) => log.error({}, String(message)),
  }
}
