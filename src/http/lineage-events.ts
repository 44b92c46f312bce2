import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RateLimiter } from '../access/ports.ts'
import { retryAfterSeconds } from '../graphql/index.ts'
import { type EventReceiver, type EventSender, eventLimits } from '../ingest/index.ts'
import { Fault, type Problem } from '../kernel/problem.ts'
import { callerOf, originOf } from './authenticate.ts'
import { type CodedError, sendError } from './coded-error.ts'
import { bodyCodings, inflate, isCoding } from './inflate.ts'
import { nestsDeeper } from './json-depth.ts'

/** What the door for lineage events needs. */
export interface LineageEventDoor {
  receiver(sender: EventSender): EventReceiver
  /** Told once for every event that arrived. */
  observe(outcome: 'ACCEPTED' | 'REFUSED' | 'FAILED'): void
  readonly limiter: RateLimiter
}

/** A body that was read, or why it is refused. */
type ReadBody = { readonly value: unknown } | { readonly refusal: CodedError }

/**
 * `/api/v1/lineage`, the path that clients of OpenLineage send to by themselves, one event a request; and
 * `/api/v1/lineage/batch` for a list of them, each of which is taken or refused by itself.
 */
export function lineageEventRoutes(app: FastifyInstance, door: LineageEventDoor): void {
  const { eventBytesMax, batchBytesMax } = eventLimits
  const config = { takesCodings: true, points: 1 }
  void app.register(async (scope) => {
    acceptJson(scope)
    scope.post('/api/v1/lineage', { bodyLimit: eventBytesMax, config }, (request, reply) => one(request, reply, door))
    scope.post('/api/v1/lineage/batch', { bodyLimit: batchBytesMax, config }, (request, reply) =>
      many(request, reply, door),
    )
  })
}

function acceptJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(/^application\/json(;|$)/, async (request: FastifyRequest, payload: Readable) =>
    readBody(payload, request.headers['content-encoding'] ?? 'identity', request.routeOptions.bodyLimit ?? 0),
  )
}

async function readBody(payload: Readable, encoding: string, bytesMax: number): Promise<ReadBody> {
  const coding = encoding.trim().toLowerCase()
  if (!isCoding(coding)) {
    payload.resume()
    return { refusal: unreadable(415, `Send the body in one of these codings: ${bodyCodings}.`) }
  }
  const bytes = await inflate(payload, { coding, bytesMax })
  if (bytes === 'TOO_LARGE')
    return { refusal: unreadable(413, `The body is larger than ${bytesMax} bytes once it is decoded.`) }
  if (bytes === 'MALFORMED') return { refusal: unreadable(400, `The body is no ${coding}.`) }
  // One level more for the list of a batch.
  if (nestsDeeper(bytes, eventLimits.depthMax + 1))
    return { refusal: unreadable(400, `The body nests deeper than ${eventLimits.depthMax} levels.`) }
  try {
    return { value: JSON.parse(bytes.toString('utf8')) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { refusal: unreadable(400, 'The body is no JSON.') }
  }
}

function unreadable(status: number, message: string): CodedError {
  return { status, code: 'BAD_USER_INPUT', message }
}

/** Clients that send no body are told so. */
function bodyOf({ body }: FastifyRequest): ReadBody {
  // Made by readBody.
  return (body as ReadBody | undefined) ?? { refusal: unreadable(400, 'Send the event as the body.') }
}

function refuseBody(reply: FastifyReply, refusal: CodedError): FastifyReply {
  if (refusal.status === 415) void reply.header('accept-encoding', bodyCodings)
  // What is left of it is not read.
  if (refusal.status === 413) void reply.header('connection', 'close')
  return sendError(reply, refusal)
}

async function one(request: FastifyRequest, reply: FastifyReply, door: LineageEventDoor): Promise<FastifyReply> {
  const body = bodyOf(request)
  if ('refusal' in body) {
    door.observe('REFUSED')
    return refuseBody(reply, body.refusal)
  }
  const received = await door.receiver(senderOf(request)).receive(body.value)
  door.observe(received.ok ? 'ACCEPTED' : 'REFUSED')
  if (!received.ok) return sendError(reply, codedOf(received.problem))
  return reply.code(201).header('cache-control', 'no-store').send({ status: 'success' })
}

interface FailedEvent {
  readonly index: number
  readonly reason: string
  readonly code: string
  readonly field?: unknown
  readonly retriable: boolean
}

async function many(request: FastifyRequest, reply: FastifyReply, door: LineageEventDoor): Promise<FastifyReply> {
  const body = bodyOf(request)
  if ('refusal' in body) return refuseBody(reply, body.refusal)
  const events = body.value
  if (!Array.isArray(events)) return sendError(reply, unreadable(400, 'The body must be a list of events.'))
  const { batchEventsMax } = eventLimits
  if (events.length > batchEventsMax)
    return sendError(
      reply,
      unreadable(413, `A batch has at most ${batchEventsMax} events, and this has ${events.length}.`),
    )
  const refused = await pay(request, reply, { door, points: events.length })
  if (refused !== undefined) return refused
  const failed = await receiveAll(door.receiver(senderOf(request)), events, door)
  const retriable = failed.filter((each) => each.retriable).length
  const status = failed.length === 0 ? 'success' : failed.length === events.length ? 'failure' : 'partial_success'
  const summary = {
    received: events.length,
    successful: events.length - failed.length,
    failed: failed.length,
    retriable,
    non_retriable: failed.length - retriable,
  }
  const code = events.length > 0 && failed.length === events.length && retriable === 0 ? 400 : 200
  return reply.code(code).header('cache-control', 'no-store').send({ status, summary, failed_events: failed })
}

/** An event costs the same in a batch as by itself; the first is paid for. */
async function pay(
  request: FastifyRequest,
  reply: FastifyReply,
  { door, points }: { readonly door: LineageEventDoor; readonly points: number },
): Promise<FastifyReply | undefined> {
  const { allowed, retryAfterMs, limit } = await door.limiter.take(callerOf(request).id, Math.max(0, points - 1))
  if (allowed) return undefined
  void reply.header('retry-after', retryAfterSeconds(retryAfterMs))
  const message = `The budget of ${limit} points a minute is used up.`
  const details = { cost: points, limit, retryAfterMs, retryable: true }
  return sendError(reply, { status: 429, code: 'RATE_LIMITED', message, details })
}

async function receiveAll(
  receiver: EventReceiver,
  events: readonly unknown[],
  door: LineageEventDoor,
): Promise<readonly FailedEvent[]> {
  const failed: FailedEvent[] = []
  for (const [index, event] of events.entries()) {
    const failure = await receiveOne(receiver, event)
    door.observe(failure === null ? 'ACCEPTED' : failure.retriable ? 'FAILED' : 'REFUSED')
    if (failure !== null) failed.push({ index, ...failure })
    // Writing to the embedded store is synchronous: between two events everybody else has a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return failed
}

async function receiveOne(receiver: EventReceiver, event: unknown): Promise<Omit<FailedEvent, 'index'> | null> {
  try {
    const received = await receiver.receive(event)
    if (received.ok) return null
    const { code, message, details } = received.problem
    return { reason: message, code, ...details, retriable: false }
  } catch (error) {
    if (!(error instanceof Fault) || !error.retryable) throw error
    return { reason: error.publicMessage, code: error.code, retriable: true }
  }
}

function senderOf(request: FastifyRequest): EventSender {
  return { principal: callerOf(request), origin: originOf(request) }
}

function codedOf({ code, message, details }: Problem): CodedError {
  return { status: code === 'FORBIDDEN' ? 403 : 400, code, message, ...(details === undefined ? {} : { details }) }
}
