import type { FastifyRequest } from 'fastify'
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql'
import { CloseCode, type Context, makeServer, type OperationResult, type SubscribePayload } from 'graphql-ws'
import type { RawData, WebSocket } from 'ws'
import type { Principal } from '../access/index.ts'
import { entryPoints, type StreamResult } from '../graphql/index.ts'
import { Fault } from '../kernel/problem.ts'
import { bearerIn, originOf } from './authenticate.ts'
import { budgetUsedUp } from './budget.ts'
import { errorBody } from './coded-error.ts'
import type { StreamPlace } from './open-streams.ts'
import { isPurpose, purposeHeader } from './purpose.ts'
import { openFor, type StreamDoorParts, tooManyStreams } from './stream-door.ts'

/** The token must have come by then. */
const initWaitMs = 3_000

/** A socket that does not answer between two of these is gone. */
const heartbeatMs = 12_000

/** Messages between two heartbeats; a client sends a few in an hour. */
const messagesMax = 1_000

/** What waits for a reader to take it: events wait one by one, so these are answers to messages of its own. */
const waitingBytesMax = 1_048_576

const serviceRestart = 1012
const tryAgainLater = 1013
const tooManyMessages = 4429

/** Serves streams on a WebSocket that was just opened, until it closes. */
export function serveSocket(parts: StreamDoorParts, request: FastifyRequest, socket: WebSocket): void {
  const session = new SocketSession(parts, request, socket)
  session.begin()
}

/** Who is on one socket, and what they follow. */
class SocketSession {
  readonly #parts: StreamDoorParts
  readonly #request: FastifyRequest
  readonly #socket: WebSocket
  readonly #gone = new AbortController()
  readonly #results = new WeakMap<ExecutionArgs, AsyncGenerator<StreamResult, void, void>>()
  #identify: () => Promise<Principal | null> = async () => null
  #messages = 0
  #isAnswering = true

  constructor(parts: StreamDoorParts, request: FastifyRequest, socket: WebSocket) {
    this.#parts = parts
    this.#request = request
    this.#socket = socket
  }

  begin(): void {
    const socket = this.#socket
    const server = makeServer({
      connectionInitWaitTimeout: initWaitMs,
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, _id, payload) => this.#subscribe(context, payload),
      // Results are written as they are, their errors being as callers are to see them; the library's types say more of them.
      subscribe: (args) => this.#results.get(args) as OperationResult,
      onNext: (...[, , , , result]) => result as StreamResult,
    })
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.#send(text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => socket.on('message', (data) => void this.#receive(data, take)),
      },
      null,
    )
    const heartbeat = setInterval(() => this.#beat(), heartbeatMs)
    const restart = () => socket.close(serviceRestart, 'Service restart')
    const { closing } = this.#parts.open
    closing.addEventListener('abort', restart, { once: true })
    socket.on('pong', () => {
      this.#isAnswering = true
    })
    socket.on('ping', () => this.#endFlood())
    socket.on('error', (err) => this.#request.log.debug({ err }, 'a WebSocket failed'))
    socket.once('close', (code) => {
      clearInterval(heartbeat)
      closing.removeEventListener('abort', restart)
      this.#gone.abort()
      this.#request.log.info({ ip: this.#request.ip, code }, 'a WebSocket was closed')
      closed(code, '').catch((error: unknown) => this.#fail(error))
    })
  }

  /** Resolves once it has left this process, so that the next event is made no sooner. */
  #send(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve()
    // A socket that fails meanwhile is closed, and tells that by itself.
    this.#socket.send(text, () => resolve())
    return promise
  }

  async #receive(data: RawData, take: (text: string) => Promise<void>): Promise<void> {
    this.#messages += 1
    this.#endFlood()
    if (this.#socket.readyState !== this.#socket.OPEN) return
    try {
      // Messages come as buffers unless a socket is told otherwise.
      await take(Buffer.isBuffer(data) ? data.toString() : '')
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    // A message that only servers send is the client's mistake; the library throws for it.
    if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
      this.#socket.close(CloseCode.BadRequest, 'Invalid message received')
      return
    }
    const isPassing = error instanceof Fault && error.retryable
    this.#request.log.error({ err: error }, 'a message on a WebSocket could not be handled')
    this.#socket.close(isPassing ? tryAgainLater : CloseCode.InternalServerError, 'Something went wrong')
  }

  #beat(): void {
    this.#messages = 0
    if (!this.#isAnswering) return this.#socket.terminate()
    this.#isAnswering = false
    this.#socket.ping()
  }

  #endFlood(): void {
    if (this.#socket.bufferedAmount > waitingBytesMax) this.#socket.terminate()
    else if (this.#messages > messagesMax) this.#socket.close(tooManyMessages, 'Too many messages')
  }

  async #connect({ connectionParams = {} }: Context): Promise<boolean> {
    const { headers } = this.#request
    const stated = new Map(Object.entries(connectionParams).map(([name, value]) => [name.toLowerCase(), value]))
    const purpose = stated.get(purposeHeader) ?? headers[purposeHeader]
    if (purpose !== undefined && !isPurpose(purpose)) return this.#refuse(CloseCode.BadRequest, 'Invalid purpose')
    const authorization = stated.get('authorization') ?? headers.authorization
    const token = typeof authorization === 'string' ? bearerIn(authorization) : undefined
    this.#identify = async () => {
      const found = token === undefined ? null : await this.#parts.authenticate(token)
      return found === null || purpose === undefined ? found : { ...found, purpose }
    }
    const principal = await this.#identify()
    if (principal === null) {
      this.#parts.audit.unauthenticated(originOf(this.#request))
      return this.#refuse(CloseCode.Unauthorized, 'Unauthorized')
    }
    this.#request.principal = principal
    this.#request.authenticatedBy = principal.tokenId === null ? 'OIDC' : 'TOKEN'
    const budget = await this.#parts.limiter.take(principal.id, entryPoints)
    return budget.allowed || this.#refuse(tooManyMessages, 'The budget is used up')
  }

  #refuse(code: number, reason: string): boolean {
    this.#socket.close(code, reason)
    return false
  }

  async #subscribe(
    { subscriptions }: Context,
    asked: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { open, streams } = this.#parts
    const { principal } = this.#request
    // At once, before anything is waited for: whoever sends thousands of these sends them in one packet.
    if (principal === null || Object.keys(subscriptions).length > streams.perConnection) {
      this.#refuse(tooManyMessages, 'Too many subscriptions')
      return errorsOf(errorBody(tooManyStreams(streams.perConnection)).errors)
    }
    const place = open.take(principal.id, 'websocket')
    if (place === null) return errorsOf(errorBody(tooManyStreams(streams.perPrincipal)).errors)
    try {
      const opened = await this.#open(principal, { asked, place })
      if ('schema' in opened) return opened
      place.release('refused')
      return errorsOf(opened.errors)
    } catch (error) {
      place.release('refused')
      throw error
    }
  }

  async #open(
    principal: Principal,
    { asked, place }: { readonly asked: SubscribePayload; readonly place: StreamPlace },
  ): Promise<ExecutionArgs | { readonly errors: readonly GraphQLFormattedError[] }> {
    const { open, limiter } = this.#parts
    const arrival = await limiter.take(principal.id, entryPoints)
    if (!arrival.allowed) return errorBody(budgetUsedUp({ points: entryPoints, ...arrival }))
    const ended = new AbortController()
    const signal = AbortSignal.any([ended.signal, this.#gone.signal, open.closing])
    const identify = () => this.#identify()
    const listening = { request: this.#request, identify, arrival, signal }
    const opened = await openFor(this.#parts, listening, asked)
    if (!opened.ok) return opened
    const { schema, document, results } = opened
    const args = { schema, document, operationName: asked.operationName ?? null }
    this.#results.set(args, this.#stoppable(results, { place, ended }))
    return args
  }

  /** Ends as soon as it is told to, and not only with the next event, for which it may be waiting. */
  #stoppable(
    results: AsyncGenerator<StreamResult, void, void>,
    { place, ended }: { readonly place: StreamPlace; readonly ended: AbortController },
  ): AsyncGenerator<StreamResult, void, void> {
    const sent = this.#counted(results, place)
    const stop = () => {
      ended.abort()
      place.release('gone')
    }
    return {
      next: () => sent.next(),
      return: (value) => {
        stop()
        return sent.return(value)
      },
      throw: (error) => {
        stop()
        return sent.throw(error)
      },
      [Symbol.asyncIterator]() {
        return this
      },
      [Symbol.asyncDispose]: async () => stop(),
    }
  }

  async *#counted(
    results: AsyncGenerator<StreamResult, void, void>,
    place: StreamPlace,
  ): AsyncGenerator<StreamResult, void, void> {
    const { observe } = this.#parts.streams
    let isLost = false
    for await (const result of results) {
      observe.sent('websocket')
      isLost = result.errors?.[0]?.extensions?.['code'] === 'UNAUTHENTICATED'
      yield result
    }
    place.release('completed')
    // Whatever else is followed on this socket is followed with the same token.
    if (isLost) this.#socket.close(CloseCode.Unauthorized, 'Unauthorized')
  }
}

function errorsOf(errors: readonly GraphQLFormattedError[]): readonly GraphQLError[] {
  return errors.map(({ message, extensions = {} }) => new GraphQLError(message, { extensions }))
}
