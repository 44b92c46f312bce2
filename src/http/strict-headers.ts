import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendError } from './coded-error.ts'
import { purposeHeader } from './purpose.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route undoes codings of bodies by itself, and limits what comes out of them. */
    readonly takesCodings?: boolean
  }
}

/** Headers of which a proxy might believe one and the gateway another. */
const single: readonly string[] = ['authorization', 'host', purposeHeader]

/**
 * Refuses requests whose headers could mean two things to two readers, and compressed bodies: a few bytes may
 * expand to more than all memory, and nothing that is asked here is long. A door that counts what comes out says so.
 */
export function useStrictHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const repeated = single.find((name) => countOf(request, name) > 1)
    if (repeated !== undefined) {
      const message = `The header \`${repeated}\` was sent more than once.`
      return void sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message })
    }
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return done()
    if (request.routeOptions.config.takesCodings === true) return done()
    void reply.header('accept-encoding', 'identity')
    return void sendError(reply, { status: 415, code: 'BAD_USER_INPUT', message: 'Send the body uncompressed.' })
  })
}

/** Node keeps the first of several and drops the rest without a word; only the raw list still has them all. */
function countOf({ raw: { rawHeaders } }: FastifyRequest, name: string): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const sent = rawHeaders[at]
    if (sent?.length === name.length && sent.toLowerCase() === name) count += 1
  }
  return count
}
