import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { NativeKey } from '../../../src/connector/records.ts'
import { files, foreignWorld, lossHistory, world } from './world.ts'

/** The token that the reference tool asks for. */
export const referenceToken = 'reference-token-5f1c'

/** A small tool with all capabilities, over real HTTP, that can be stopped and started on the same port. */
export interface ReferenceTool extends AsyncDisposable {
  readonly url: string
  stop(): Promise<void>
  start(): Promise<void>
}

/** Starts the tool on a free loopback port. */
export async function startReferenceTool(): Promise<ReferenceTool> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The tool has no port')
    return address.port
  }
  const stop = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const port = await listen(0)
  return {
    url: `http://127.0.0.1:${port}`,
    stop,
    async start() {
      if (!server.listening) await listen(port)
    },
    [Symbol.asyncDispose]: stop,
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://tool')
  const isAllowed =
    request.headers.authorization === `Bearer ${referenceToken}` || url.searchParams.get('signature') === 'valid'
  if (!isAllowed) return send(response, 401, { error: 'no' })
  if (url.pathname.startsWith('/files/'))
    return sendFile(request, response, decodeURIComponent(url.pathname.slice('/files/'.length)))
  if (url.pathname === '/health') return send(response, 200, { version: '1.0' })
  if (url.pathname === '/files')
    return send(
      response,
      200,
      Object.entries(files).map(([path, bytes]) => ({ path, size: bytes.length })),
    )
  if (url.pathname.startsWith('/places/')) return answerPlace(request, response, url.pathname)
  if (url.pathname === '/history') return send(response, 200, lossHistory)
  const [, kind, stream] = url.pathname.split('/')
  const records = [
    ...(Object.entries(world).find(([name]) => name === stream)?.[1] ?? []),
    ...(stream === 'models' ? foreignWorld : []),
  ]
  if (kind === 'batch') {
    const keys = (await json(request)) as readonly NativeKey[]
    const find = (key: NativeKey) =>
      records.find((each) => each.workspace === key.workspace && each.nativeId === key.nativeId)
    return send(
      response,
      200,
      keys.map((key) => find(key) ?? null),
    )
  }
  const offset = Number(url.searchParams.get('offset'))
  const ours = records.filter((record) => record.workspace === url.searchParams.get('workspace'))
  return send(response, 200, { records: ours.slice(offset, offset + 2), isLast: offset + 2 >= ours.length })
}

const places = new Map<string, string>()

/** `/places/MODEL/ALIAS` of a model that there is; a text, or null for nothing. */
async function answerPlace(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  if (path.split('/')[2] !== 'fraud') return send(response, 404, { error: 'missing' })
  if (request.method === 'GET') return send(response, 200, places.get(path) ?? null)
  const value = await json(request)
  if (typeof value === 'string') places.set(path, value)
  else places.delete(path)
  send(response, 200, null)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendFile(request: IncomingMessage, response: ServerResponse, path: string): void {
  const bytes = files[path]
  if (bytes === undefined) return send(response, 404, { error: 'missing' })
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const start = Number(range?.[1] ?? 0)
  if (start > 0 && start >= bytes.length) return send(response, 416, { error: 'beyond' })
  const end = range?.[2] ? Number(range[2]) + 1 : bytes.length
  const part = bytes.subarray(start, end)
  response.writeHead(range === null ? 200 : 206, { 'content-length': part.length, 'x-total': bytes.length }).end(part)
}
