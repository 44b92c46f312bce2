import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../access/index.ts'
import { type CiOutcome, ciLimits } from '../ingest/index.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Problem } from '../kernel/problem.ts'
import { callerOf, originOf } from './authenticate.ts'
import { sendError } from './coded-error.ts'
import { nestsDeeper } from './json-depth.ts'

/** What the door for reports of CI needs. */
export interface CiReportDoor {
  /** See `receiveReport`. Throws the store's `Fault`. */
  receive(
    sender: { readonly principal: Principal; readonly origin: RequestOrigin },
    asked: { readonly body: unknown; readonly signal: AbortSignal },
  ): Promise<Outcome<CiOutcome>>
  /** Told once for every report that arrived. */
  observe(outcome: 'ACCEPTED' | 'REFUSED' | 'FAILED'): void
}

/** A report is a transaction; the draft that it may ask for reads a version and hashes its files. */
const points = 20

/** Longer than a draft's reads of tools take. */
const patienceMs = 60_000

/** `/hooks/ci`: what the checks of a commit came to, by a token of a producer. */
export function ciReportRoutes(app: FastifyInstance, door: CiReportDoor): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(/^application\/json(;|$)/, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post('/hooks/ci', { bodyLimit: ciLimits.bodyBytesMax, config: { points } }, async (request, reply) => {
      const read = jsonOf(request.body)
      if ('message' in read) {
        door.observe('REFUSED')
        return sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message: read.message })
      }
      return answer(request, reply, { door, body: read.value })
    })
  })
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { door, body }: { readonly door: CiReportDoor; readonly body: unknown },
): Promise<FastifyReply> {
  const sender = { principal: callerOf(request), origin: originOf(request) }
  const received = await door
    .receive(sender, { body, signal: AbortSignal.timeout(patienceMs) })
    .catch((error: unknown) => {
      door.observe('FAILED')
      throw error
    })
  door.observe(received.ok ? 'ACCEPTED' : 'REFUSED')
  if (!received.ok) return sendError(reply, codedOf(received.problem))
  const { changed, request: drafted, refusal } = received.value
  const shown = refusal === null ? null : { code: refusal.code, message: refusal.message }
  return reply
    .code(202)
    .header('cache-control', 'no-store')
    .send({ status: 'accepted', changed, request: drafted, refusal: shown })
}

function jsonOf(body: unknown): { readonly value: unknown } | { readonly message: string } {
  if (!Buffer.isBuffer(body) || body.length === 0) return { message: 'Send the report as the body.' }
  if (nestsDeeper(body, ciLimits.depthMax))
    return { message: `The body nests deeper than ${ciLimits.depthMax} levels.` }
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { message: 'The body is no JSON.' }
  }
}

function codedOf({ code, message, details }: Problem) {
  const status = code === 'FORBIDDEN' ? 403 : code === 'CONFLICT' ? 409 : 400
  return { status, code, message, ...(details === undefined ? {} : { details }) }
}
