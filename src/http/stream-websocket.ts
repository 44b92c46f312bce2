import { once } from 'node:events'
import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { originOf } from './authenticate.ts'
import { answerClientError } from './client-error.ts'
import { sendError } from './coded-error.ts'
import { serveSocket } from './serve-socket.ts'
import type { StreamDoorParts } from './stream-door.ts'

/** What an upgrade takes over. */
interface Upgrade {
  readonly socket: Duplex
  readonly head: Buffer
}

/** Sockets of one process; each may have its streams, and one that says nothing is closed within seconds. */
const socketsMax = 1_000

/** So long may a client take to answer that its socket is closed. */
const goodbyeMs = 1_000

/** Where upgrades of `/graphql` are answered; the address of its own keeps them apart from queries by GET. */
const upgradeUrl = '/graphql/websocket'

/** The largest message; as large as a request. */
const messageBytesMax = 262_144

/** Whether a request asks for a WebSocket; every other upgrade is declined, and the request answered without one. */
export function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}

/**
 * Subscriptions over WebSocket at `/graphql` (`graphql-transport-ws`). The request that asks for one passes the same hooks
 * as every other, so what is refused is refused in the shape of every refusal; only a token may come later, as a browser
 * cannot send a header with it.
 */
export function websocketRoute(app: FastifyInstance, parts: StreamDoorParts): void {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  const sockets = new Set<WebSocket>()
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: messageBytesMax,
    handleProtocols,
  })
  app.server.on('upgrade', (raw: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener the first connection that is reset would end the process.
    socket.on('error', () => socket.destroy())
    if (!isWebSocket(raw)) return answerClientError(new Error('no WebSocket'), socket)
    if (raw.url?.split('?', 1)[0] === '/graphql') raw.url = upgradeUrl
    upgrades.set(raw, { socket, head })
    answerOn(app, raw, socket)
  })
  app.addHook('preClose', async () => {
    const closed = Promise.all([...sockets].map((socket) => once(socket, 'close')))
    await parts.open.close()
    // A code that was just sent is not to be cut off.
    await Promise.race([closed, setTimeout(goodbyeMs, undefined, { ref: false })])
    for (const socket of sockets) socket.terminate()
  })
  app.get(upgradeUrl, { config: { isPublic: true } }, (request, reply) => {
    const upgrade = upgrades.get(request.raw)
    if (upgrade === undefined) return refuse(reply, 426, 'Only WebSockets are served here.')
    if (!isFromKnownPage(request, parts)) return refuseOrigin(request, reply, parts)
    if (sockets.size >= socketsMax || parts.open.closing.aborted) return refuseForNow(reply)
    const { raw } = reply.hijack()
    raw.detachSocket(request.raw.socket)
    server.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      serveSocket(parts, request, socket)
    })
    return reply
  })
}

/** Has a request answered that Node took out of its own hands; the connection ends with the answer. */
function answerOn(app: FastifyInstance, raw: IncomingMessage, socket: Duplex): void {
  const response = new ServerResponse(raw)
  response.shouldKeepAlive = false
  response.assignSocket(raw.socket)
  // Whoever does not close their own half would keep it open for good.
  response.once('finish', () => socket.end(() => socket.destroy()))
  app.routing(raw, response)
}

/** From the gateway's own pages, or from one that may call it; programs that are no browser tell no origin. */
function isFromKnownPage({ headers: { origin } }: FastifyRequest, { corsOrigins, streams }: StreamDoorParts): boolean {
  if (origin === undefined || corsOrigins.includes(origin)) return true
  const publicUrl = streams.publicUrl()
  return publicUrl !== '' && origin === new URL(publicUrl).origin
}

function refuseOrigin(request: FastifyRequest, reply: FastifyReply, { audit }: StreamDoorParts): FastifyReply {
  audit.unauthenticated(originOf(request))
  const message = 'Pages of this origin may not call the gateway.'
  return sendError(reply, { status: 403, code: 'FORBIDDEN', message })
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return sendError(reply.header('upgrade', 'websocket'), { status, code: 'BAD_USER_INPUT', message })
}

function refuseForNow(reply: FastifyReply): FastifyReply {
  const message = 'There is no room for another WebSocket; try again, best at another replica.'
  return sendError(reply.header('retry-after', '5'), { status: 503, code: 'OVERLOADED', message })
}
