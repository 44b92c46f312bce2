import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Whatever else a caller sends could forge lines of a log, or fill it. */
const sane = /^[A-Za-z0-9._-]{1,128}$/

/** The caller's id for a request when it is a sane one, else a new one. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const sent = headers['x-request-id']
  return typeof sent === 'string' && sane.test(sent) ? sent : randomUUID()
}

/** Tells every caller the id of its request, and browsers to take no answer for another type than it says. */
export function useRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff')
    done()
  })
}
