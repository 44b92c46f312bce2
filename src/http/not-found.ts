import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendError } from './coded-error.ts'

const methodsByDoor: readonly (readonly [RegExp, string])[] = [
  [/^\/graphql$/, 'GET, POST'],
  [/^\/(health\/(live|ready)|metrics|artifacts\/[^/]+)$/, 'GET, HEAD'],
]

/** Answers what no route takes: 405 where another method would do, else 404. */
export function handleNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? ''
  const allowed = methodsByDoor.find(([door]) => door.test(path))?.[1]
  if (allowed === undefined) {
    return sendError(reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' })
  }
  void reply.header('allow', allowed)
  return sendError(reply, { status: 405, code: 'BAD_USER_INPUT', message: `This address takes ${allowed}.` })
}
