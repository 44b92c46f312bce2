import { setTimeout } from 'node:timers/promises'

/** How streams come to a client. */
export type StreamTransport = 'sse' | 'websocket'

/** Why a stream ended, for the metrics. */
export type StreamEnd = 'completed' | 'refused' | 'gone' | 'slow' | 'closing'

/** Told of every stream. */
export interface ObserveStreams {
  opened(transport: StreamTransport): void
  ended(transport: StreamTransport, why: StreamEnd): void
  sent(transport: StreamTransport): void
  refused(transport: StreamTransport): void
}

/** One place among those that a principal has; given back once. */
export interface StreamPlace {
  release(why: StreamEnd): void
}

/** Streams that are open in this process. */
export interface OpenStreams {
  /** Aborted when the gateway stops: every stream ends, so that its client goes on elsewhere. */
  readonly closing: AbortSignal
  /** Null when the principal has as many as it may. */
  take(principalId: string, transport: StreamTransport): StreamPlace | null
  /** Ends all of them, and waits a moment until they are. */
  close(): Promise<void>
}

/** So long may a stream take to say that it ends. */
const goodbyeMs = 2_000

/** Counts streams by principal. */
export function createOpenStreams(perPrincipal: number, observe: ObserveStreams): OpenStreams {
  const open = new Map<string, number>()
  const closing = new AbortController()
  const empty = Promise.withResolvers<void>()
  const release = (principalId: string) => {
    const left = (open.get(principalId) ?? 0) - 1
    if (left > 0) open.set(principalId, left)
    else open.delete(principalId)
    if (open.size === 0 && closing.signal.aborted) empty.resolve()
  }
  return {
    closing: closing.signal,
    take(principalId, transport) {
      const count = open.get(principalId) ?? 0
      if (count >= perPrincipal || closing.signal.aborted) {
        observe.refused(transport)
        return null
      }
      open.set(principalId, count + 1)
      observe.opened(transport)
      let isHeld = true
      return {
        release(why) {
          if (!isHeld) return
          isHeld = false
          release(principalId)
          observe.ended(transport, closing.signal.aborted ? 'closing' : why)
        },
      }
    },
    async close() {
      closing.abort()
      if (open.size > 0) await Promise.race([empty.promise, setTimeout(goodbyeMs, undefined, { ref: false })])
    },
  }
}
