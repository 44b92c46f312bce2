import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { StreamResult } from '../graphql/index.ts'
import type { StreamEnd } from './open-streams.ts'

/** So long may an event lie before its reader takes it; then the reader is not waited for any more. */
const slowAfterMs = 30_000

/** Writes one stream of server-sent events, no faster than it is read. */
export interface SseWriter {
  /** Aborted when nobody reads any more, or the gateway stops. */
  readonly signal: AbortSignal
  /** Told once, when the stream has ended, and why. */
  onEnd(listener: (why: StreamEnd) => void): void
  /** Hands results on one at a time: the next is made once the one before has left. */
  paced(results: AsyncGenerator<StreamResult, void, void>): AsyncGenerator<StreamResult, void, void>
  /** Sends what the protocol makes of them, and ends with the stream. */
  send(body: AsyncGenerator<string>, headers: Readonly<Record<string, string>>): Promise<void>
}

/** Makes the writer of a reply, which is the writer's own once it sends. `closing` is aborted when the gateway stops. */
export function createSseWriter(reply: FastifyReply, closing: AbortSignal): SseWriter {
  return new Writer(reply, closing)
}

class Writer implements SseWriter {
  readonly signal: AbortSignal
  readonly #reply: FastifyReply
  readonly #raw: ServerResponse
  readonly #closing: AbortSignal
  #why: StreamEnd = 'gone'
  #written: PromiseWithResolvers<void> | null = null

  constructor(reply: FastifyReply, closing: AbortSignal) {
    const gone = new AbortController()
    this.#reply = reply
    this.#raw = reply.raw
    this.#closing = closing
    this.signal = AbortSignal.any([gone.signal, closing])
    this.#raw.once('close', () => {
      gone.abort()
      this.#written?.resolve()
    })
  }

  onEnd(listener: (why: StreamEnd) => void): void {
    this.#raw.once('close', () => listener(this.#why))
  }

  async *paced(results: AsyncGenerator<StreamResult, void, void>): AsyncGenerator<StreamResult, void, void> {
    for await (const result of results) {
      this.#written = Promise.withResolvers()
      const slow = setTimeout(() => this.#giveUp(), slowAfterMs)
      yield result
      await this.#written.promise
      clearTimeout(slow)
      if (this.#raw.destroyed) return
    }
    // Ended without an event that says so, a stream is one that was cut off: its client goes on elsewhere.
    this.#closing.throwIfAborted()
  }

  async send(body: AsyncGenerator<string>, headers: Readonly<Record<string, string>>): Promise<void> {
    const raw = this.#reply.hijack().raw
    for (const [name, value] of Object.entries(this.#reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value)
    }
    raw.writeHead(200, headers)
    raw.once('close', () => void body.return(undefined))
    try {
      for await (const text of body) {
        if (!(await this.#write(text))) return
        if (text.startsWith('event: next')) this.#written?.resolve()
      }
      this.#why = 'completed'
    } catch (error) {
      if (!this.#closing.aborted) throw error
      await this.#write(': closing SERVICE_RESTART\n\n')
    } finally {
      raw.end()
    }
  }

  #giveUp(): void {
    this.#why = 'slow'
    this.#raw.destroy()
  }

  /** Resolves once it has left this process; false when there is nobody to send it to. */
  async #write(text: string): Promise<boolean> {
    const raw = this.#raw
    if (!raw.writable || raw.destroyed) return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    raw.write(text, (error) => resolve(error == null))
    return promise
  }
}
