import { request } from 'undici'
import { WebSocket } from 'ws'
import { afterFile } from '../support/tools.ts'

/** One result of a stream; loose on purpose: each test asserts the shape of the part that it reads. */
// oxlint-disable-next-line no-explicit-any -- see above
export type Result = any

/** What is asked for. */
export interface Asked {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** A stream of server-sent events, read without any library. */
export interface SseStream {
  readonly status: number
  /** The whole answer where it is no stream. */
  readonly refusal: Result
  /** The next result; undefined once the server has ended the stream. */
  next(): Promise<Result>
  /** All that came so far, comments included. */
  readonly text: () => string
  stop(): void
}

/** Opens a stream of server-sent events. */
export async function listenSse(
  url: string,
  asked: Asked,
  { token, headers = {} }: { readonly token: string | null; readonly headers?: Readonly<Record<string, string>> },
): Promise<SseStream> {
  const {
    statusCode: status,
    headers: sent,
    body,
  } = await request(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...headers,
    },
    body: JSON.stringify(asked),
  })
  if (!String(sent['content-type']).startsWith('text/event-stream')) {
    const refusal: Result = JSON.parse(await body.text())
    return { status, refusal, next: async () => undefined, text: () => '', stop: () => undefined }
  }
  // Taking the rest of a stream that a test is done with fails, and tells nothing.
  body.on('error', () => undefined)
  afterFile(async () => void body.destroy())
  let text = ''
  const results = resultsOf(body, (more) => (text += more))
  return {
    status,
    refusal: null,
    next: async () => (await results.next()).value,
    text: () => text,
    stop: () => void body.destroy(),
  }
}

async function* resultsOf(
  body: AsyncIterable<Buffer>,
  seen: (text: string) => void,
): AsyncGenerator<Result, undefined> {
  let rest = ''
  for await (const chunk of body) {
    seen(chunk.toString())
    const parts = `${rest}${chunk.toString()}`.split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts)
      if (part.startsWith('event: next\ndata: ')) yield JSON.parse(part.split('data: ')[1] ?? '')
  }
  return undefined
}

/** A WebSocket on which a test says what no client would. */
export interface RawSocket {
  send(message: unknown): void
  /** The next message of the server. */
  next(): Promise<Result>
  /** Code with which the server closes it. */
  readonly closed: Promise<number>
  readonly socket: WebSocket
}

/** Opens a WebSocket to a gateway, and nothing more. */
export async function openSocket(
  url: string,
  { origin, protocol = 'graphql-transport-ws' }: { readonly origin?: string; readonly protocol?: string } = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, origin === undefined ? {} : { origin })
  afterFile(async () => socket.terminate())
  const messages: Result[] = []
  const waiting: ((message: Result) => void)[] = []
  socket.on('message', (data) => {
    const message: Result = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '')
    const taker = waiting.shift()
    if (taker === undefined) messages.push(message)
    else taker(message)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('unexpected-response', (_request, response) => reject(new Error(`refused with ${response.statusCode}`)))
    socket.on('error', (error) => reject(error))
  })
  return {
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: () => {
      const message = messages.shift()
      return message === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(message)
    },
    closed,
    socket,
  }
}

/** Opens a WebSocket and logs in on it. */
export async function loggedInSocket(url: string, token: string): Promise<RawSocket> {
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  const ack: Result = await socket.next()
  if (ack.type !== 'connection_ack') throw new Error(`The server answered ${JSON.stringify(ack)}`)
  return socket
}

/** Follows the tokens that are made. */
export const tokensMade = `subscription ($after: String, $marks: Boolean) {
  auditEventAppended(filter: { type: "gov.token.created.v1" }, after: $after, marks: $marks) {
    cursor event { type sequence resource { key } }
  }
}`
