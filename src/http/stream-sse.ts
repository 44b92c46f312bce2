import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHandler, type OperationResult, type Request, type RequestParams, type Response } from 'graphql-sse'
import type { StreamResult } from '../graphql/index.ts'
import { callerOf, identityOf } from './authenticate.ts'
import { errorBody, sendError } from './coded-error.ts'
import { statusOfCode } from './error-handler.ts'
import { privateAnswer } from './private-answer.ts'
import { createSseWriter, type SseWriter } from './sse-writer.ts'
import { openFor, type StreamDoorParts, tooManyStreams } from './stream-door.ts'

/** A request on its way through the protocol. */
interface Arrived {
  readonly request: FastifyRequest
  readonly writer: SseWriter
  /** Why there is no stream; null where that was not for us to say. */
  refusal: { readonly status: number; readonly errors: readonly object[] } | null
}

type SseRequest = Request<FastifyRequest, Arrived>

/**
 * Subscriptions over SSE, one for each connection (the distinct connections mode of the graphql-sse protocol). The other
 * mode, in which a later request adds to an open stream, needs a memory that replicas do not share.
 */
export function sseRoute(app: FastifyInstance, parts: StreamDoorParts): void {
  const handle = createHandler<FastifyRequest, Arrived>({
    // Without a token of a stream there is no single connection mode.
    authenticate: () => null,
    onSubscribe: ({ context }, params) => subscribe(parts, context, params),
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    config: { session: 'PAGE' },
    async handler(request, reply) {
      if (!takesEvents(request)) return refuseType(reply)
      privateAnswer(reply)
      const arrived: Arrived = { request, writer: createSseWriter(reply, parts.open.closing), refusal: null }
      const [body, { status, headers = {} }] = await handle(requestOf(arrived))
      if (arrived.refusal !== null) return sendErrors(reply, arrived.refusal)
      if (body === null || typeof body === 'string') return refuseRequest(reply, status)
      await arrived.writer.send(body, { ...headers, 'x-accel-buffering': 'no' })
      return reply
    },
  })
}

function takesEvents({ headers: { accept = '' } }: FastifyRequest): boolean {
  const ranges = accept.toLowerCase().split(',')
  return ranges.some((range) => range.split(';', 1)[0]?.trim() === 'text/event-stream')
}

function refuseType(reply: FastifyReply): FastifyReply {
  const message = 'Streams are `text/event-stream`; accept that.'
  return sendError(reply, { status: 406, code: 'BAD_USER_INPUT', message })
}

/** What is no request of the protocol. */
function refuseRequest(reply: FastifyReply, status: number): FastifyReply {
  const message = 'Send `query`, and `variables` where there are any, as JSON by POST or in the address by GET.'
  return sendError(reply, { status, code: 'BAD_USER_INPUT', message })
}

function sendErrors(reply: FastifyReply, { status, errors }: NonNullable<Arrived['refusal']>): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send({ errors })
}

function requestOf(arrived: Arrived): SseRequest {
  const { request } = arrived
  const { method, url, headers } = request
  // The handler takes this type alone, and no list of types.
  const stated = new Map([
    ['accept', 'text/event-stream'],
    ['content-type', headers['content-type']],
  ])
  return {
    method,
    url,
    headers: { get: (name) => stated.get(name) ?? null },
    body: bodyOf(request),
    raw: request,
    context: arrived,
  }
}

/** Read and parsed by Fastify, or not there. */
function bodyOf({ body }: FastifyRequest): Record<PropertyKey, unknown> | null {
  return typeof body === 'object' && body !== null ? { ...body } : null
}

async function subscribe(
  parts: StreamDoorParts,
  arrived: Arrived,
  asked: RequestParams,
): Promise<Response | OperationResult> {
  const { request, writer } = arrived
  const refuse = (status: number, errors: readonly object[]): Response => {
    arrived.refusal = { status, errors }
    return [null, { status, statusText: '' }]
  }
  const place = parts.open.take(callerOf(request).id, 'sse')
  if (place === null) return refuse(429, errorBody(tooManyStreams(parts.streams.perPrincipal)).errors)
  writer.onEnd((why) => place.release(why))
  const listening = { request, identify: identityOf(request, parts), arrival: request.budget, signal: writer.signal }
  const opened = await openFor(parts, listening, asked)
  if (!opened.ok) {
    place.release('refused')
    return refuse(statusOfCode(opened.errors[0]?.extensions?.['code']), opened.errors)
  }
  // The protocol writes results as JSON and asks nothing else of their errors, whatever its types say.
  return observed(parts, writer.paced(opened.results)) as OperationResult
}

async function* observed(
  { streams: { observe } }: StreamDoorParts,
  results: AsyncGenerator<StreamResult, void, void>,
): AsyncGenerator<StreamResult, void, void> {
  for await (const result of results) {
    observe.sent('sse')
    yield result
  }
}
