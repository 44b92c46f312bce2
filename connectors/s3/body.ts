import { PassThrough, type Readable } from 'node:stream'
import { type CallContext, upstreamInvalid, upstreamTimeout } from '../../src/connector/index.ts'
import type { Attempted } from './fault.ts'

/**
 * Passes a file's bytes on. A connection that breaks, or ends before `sizeBytes` came, is an UPSTREAM_INVALID fault:
 * a file that is cut short must never look whole. The caller's signal ends the stream.
 */
export function watchBody(
  body: Readable,
  options: { readonly sizeBytes: number | null; readonly attempted: Attempted; readonly call: CallContext },
): Readable {
  const { sizeBytes, attempted, call } = options
  let received = 0
  const out = new PassThrough({
    flush(done) {
      done(
        sizeBytes === null || received === sizeBytes
          ? null
          : upstreamInvalid({ ...attempted, detail: 'the body was cut short' }),
      )
    },
  })
  const giveUp = () => out.destroy(upstreamTimeout(attempted))
  if (call.signal.aborted) giveUp()
  call.signal.addEventListener('abort', giveUp, { once: true })
  body.on('data', (chunk: Buffer) => {
    received += chunk.length
  })
  body.once('error', (cause) => {
    out.destroy(
      cause.name === 'TimeoutError'
        ? upstreamTimeout({ ...attempted, cause })
        : upstreamInvalid({ ...attempted, cause }),
    )
  })
  out.once('close', () => {
    call.signal.removeEventListener('abort', giveUp)
    body.destroy()
  })
  return body.pipe(out)
}
