import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterFile } from '../support/tools.ts'

/** How a tool misbehaves that a real one cannot be made to show; `pass` is the real tool behind it. */
export type Behaviour = 'pass' | 'silent' | 'error' | 'garbage' | 'truncated' | 'endless' | 'refuse'

/** An HTTP proxy in front of a real tool: it counts what is asked and can stand in for a broken tool. */
export interface ToolProxy {
  readonly url: string
  /** Method and path of each request so far, without query; cleared by whoever counts. */
  readonly requests: string[]
  behave(as: Behaviour): void
  /** Puts another text in the place of one wherever the tool's JSON has it: what a hostile writer of its database could do. */
  rewrite(from: string, to: string): void
  /** Keeps requests for matching paths waiting until they are let go. */
  hold(paths: RegExp): HeldRequests
}

/** Requests that are being kept waiting. */
export interface HeldRequests {
  /** Resolves when one has come. */
  readonly first: Promise<void>
  /** Lets them go on to the tool, and holds no more. */
  release(): void
}

const megabyte = Buffer.alloc(1_048_576, ' ')

/** Bytes without an end, as fast as they are taken. */
function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const push = () => {
    while (!response.destroyed && response.write(megabyte));
  }
  response.on('drain', push)
  push()
}

const answers: Readonly<Record<Exclude<Behaviour, 'pass'>, (response: ServerResponse) => void>> = {
  silent: () => undefined,
  error: (response) => void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>secret-of-the-tool</h1>'),
  garbage: (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>\u0000{{{'),
  truncated(response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
    response.write('{"registered_models": [{"name": "', () => response.destroy())
  },
  endless: flood,
  refuse: (response) => void response.destroy(),
}

/** Starts a proxy on a free port; closed after the test file. */
export async function startToolProxy(target: string): Promise<ToolProxy> {
  const requests: string[] = []
  const rewrites = new Map<string, string>()
  const rewritten = (text: string) => [...rewrites].reduce((so, [from, to]) => so.replaceAll(from, to), text)
  let behaviour: Behaviour = 'pass'
  let held: { readonly paths: RegExp; readonly come: () => void; readonly released: Promise<void> } | null = null
  const server = createServer((incoming, response) => {
    const path = (incoming.url ?? '').split('?', 1)[0] ?? ''
    requests.push(`${incoming.method} ${path}`)
    if (held?.paths.test(path) !== true) return answer(incoming, response)
    held.come()
    void held.released.then(() => answer(incoming, response))
  })
  const sendRewritten = async (reply: IncomingMessage, response: ServerResponse) => {
    const text = rewritten((await buffer(reply)).toString())
    response.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': Buffer.byteLength(text) })
    response.end(text)
  }
  const answer = (incoming: IncomingMessage, response: ServerResponse) => {
    if (behaviour !== 'pass') return answers[behaviour](response)
    const { method = 'GET', url = '/', headers } = incoming
    const onward = forward(`${target}${url}`, { method, headers }, (reply) => {
      if (rewrites.size === 0 || reply.headers['content-type']?.includes('json') !== true) {
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response)
        return
      }
      sendRewritten(reply, response).catch(() => response.destroy())
    })
    // Either side may hang up at any time, and the other then has nobody to talk to.
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterFile(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    behave(as) {
      behaviour = as
    },
    rewrite: (from, to) => void rewrites.set(from, to),
    hold(paths) {
      const first = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      held = { paths, come: first.resolve, released: released.promise }
      return {
        first: first.promise,
        release() {
          held = null
          released.resolve()
        },
      }
    },
  }
}
