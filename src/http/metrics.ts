import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Rights } from '../access/index.ts'
import type { AuditService } from '../graphql/index.ts'
import { requires } from './authenticate.ts'

/** Metrics in Prometheus' text format; a registry of prom-client fits. */
export interface MetricsText {
  readonly contentType: string
  metrics(): Promise<string>
}

/** `/metrics` for callers with the right to it. */
export function metricsRoute(
  app: FastifyInstance,
  registry: MetricsText,
  { rights, audit }: { readonly rights: Rights; readonly audit: Pick<AuditService, 'denied'> },
): void {
  app.get('/metrics', { onRequest: requires(rights, audit, 'metrics:read') }, async (_request, reply) =>
    reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics()),
  )
}

/** `/metrics` without a token on a port of its own; it listens on loopback and nowhere else. */
export async function listenForMetrics(registry: MetricsText, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await listening
  return server
}
