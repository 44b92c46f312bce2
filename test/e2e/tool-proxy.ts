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
  /** Those of them that went on to the tool, as they went; one that was kept waiting until its sender was gone does not. */
  readonly reached: string[]
  behave(as: Behaviour): void
  /** Puts another text in the place of one wherever the tool's JSON has it: what a hostile writer of its database could do. */
  rewrite(from: string, to: string): void
  /** Keeps requests for matching paths waiting until they are let go. */
  hold(paths: RegExp): HeldRequests
  /** Keeps requests waiting for which `isMeant` says so of method and path: before the tool hears of them, or with its answer. */
  holdWhen(when: 'BEFORE' | 'AFTER', isMeant: (line: string) => boolean | Promise<boolean>): HeldRequests
  /** Has requests refused, method and path of which match, as a tool refuses what it does not take; null for none. */
  refuse(lines: RegExp | null): void
}

/** Requests that are being kept waiting. */
export interface HeldRequests {
  /** Resolves when one has come. */
  readonly first: Promise<void>
  /** Lets them go on to the tool, and holds no more. */
  release(): void
  /** Breaks them off, and holds no more. */
  drop(): void
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

interface Holding {
  readonly when: 'BEFORE' | 'AFTER'
  readonly isMeant: (line: string) => boolean | Promise<boolean>
  readonly come: () => void
  readonly released: Promise<void>
}

const refusal = JSON.stringify({ error_code: 'INVALID_PARAMETER_VALUE', message: 'secret-of-the-tool' })

/** Starts a proxy on a free port; closed after the test file. */
export async function startToolProxy(target: string): Promise<ToolProxy> {
  const requests: string[] = []
  const reached: string[] = []
  const rewrites = new Map<string, string>()
  const rewritten = (text: string) => [...rewrites].reduce((so, [from, to]) => so.replaceAll(from, to), text)
  let behaviour: Behaviour = 'pass'
  let refused: RegExp | null = null
  const held = new Set<Holding>()
  const isHeld = (when: Holding['when']) => [...held].some((each) => each.when === when)
  const waitIf = async (when: Holding['when'], line: string) => {
    for (const holding of [...held].filter((each) => each.when === when)) {
      if (!(await holding.isMeant(line)) || !held.has(holding)) continue
      holding.come()
      await holding.released
    }
  }
  const server = createServer((incoming, response) => {
    const line = `${incoming.method} ${(incoming.url ?? '').split('?', 1)[0] ?? ''}`
    requests.push(line)
    if (!isHeld('BEFORE')) return answer(incoming, response, line)
    answerLater(incoming, response, line).catch(() => response.destroy())
  })
  const holding = (when: Holding['when'], isMeant: Holding['isMeant']): HeldRequests => {
    const first = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    // Where nobody waits, nobody hears of it.
    released.promise.catch(() => undefined)
    const own = { when, isMeant, come: first.resolve, released: released.promise }
    held.add(own)
    return {
      first: first.promise,
      release() {
        held.delete(own)
        released.resolve()
      },
      drop() {
        held.delete(own)
        released.reject(new Error('It was broken off'))
      },
    }
  }
  const answerLater = async (incoming: IncomingMessage, response: ServerResponse, line: string) => {
    await waitIf('BEFORE', line)
    if (!response.destroyed) answer(incoming, response, line)
  }
  const sendRewritten = async (reply: IncomingMessage, response: ServerResponse) => {
    const text = rewritten((await buffer(reply)).toString())
    response.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': Buffer.byteLength(text) })
    response.end(text)
  }
  const sendLate = async (reply: IncomingMessage, response: ServerResponse, line: string) => {
    const body = await buffer(reply)
    await waitIf('AFTER', line)
    if (!response.destroyed) response.writeHead(reply.statusCode ?? 502, reply.headers).end(body)
  }
  const answer = (incoming: IncomingMessage, response: ServerResponse, line: string) => {
    if (behaviour !== 'pass') return answers[behaviour](response)
    if (refused?.test(line) === true)
      return void response.writeHead(400, { 'content-type': 'application/json' }).end(refusal)
    reached.push(line)
    const { method = 'GET', url = '/', headers } = incoming
    const onward = forward(`${target}${url}`, { method, headers }, (reply) => {
      if (isHeld('AFTER')) return void sendLate(reply, response, line).catch(() => response.destroy())
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
    reached,
    behave(as) {
      behaviour = as
    },
    rewrite: (from, to) => void rewrites.set(from, to),
    hold: (paths) => holding('BEFORE', (line) => paths.test(line)),
    holdWhen: holding,
    refuse(lines) {
      refused = lines
    },
  }
}
