import type { FastifyReply } from 'fastify'
import { callerHeaders } from './purpose.ts'

/** An answer is for this caller alone: no shared cache may keep it, and none may give it to another token or purpose. */
export function privateAnswer(reply: FastifyReply): void {
  const vary = reply.getHeader('vary')
  void reply.header('cache-control', 'private, no-store')
  void reply.header('vary', vary === undefined ? callerHeaders : `${String(vary)}, ${callerHeaders}`)
}
