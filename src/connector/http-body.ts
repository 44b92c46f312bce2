import { PassThrough, type Readable } from 'node:stream'
import { failureOfError } from './classify-error.ts'
import type { Deadline } from './deadline.ts'
import { type FaultContext, upstreamInvalid, upstreamTimeout } from './upstream-fault.ts'

/** Headers with lower-case names, repeated ones joined with a comma. */
export function toHeaderRecord(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')] as const],
  )
  return Object.fromEntries(entries)
}

/** Reads a body into text; more than `bytesMax` is an `UPSTREAM_INVALID` fault and the connection is dropped. */
export async function readBounded(
  answer: { readonly headers: Readonly<Record<string, string>>; readonly body: Readable & { text(): Promise<string> } },
  bytesMax: number,
  context: FaultContext,
): Promise<string> {
  const announced = Number(answer.headers['content-length'] ?? Number.NaN)
  // undici holds a body to its announced length, so an acceptable one needs no counting of our own.
  if (announced <= bytesMax) return answer.body.text()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    // Throwing out of the loop destroys the body and with it the connection.
    if (size > bytesMax || announced > bytesMax) throw tooLarge(bytesMax, context)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Passes a body on with its errors turned into faults, so that a reader meets the same errors as everywhere.
 * The deadline's time limit ends here; the caller's signal still ends the stream.
 */
export function watchBody(
  body: Readable,
  options: { readonly bytesMax: number | null; readonly context: FaultContext; readonly deadline: Deadline },
): Readable {
  const { bytesMax, context, deadline } = options
  const letGo = deadline.handOver()
  const out = new PassThrough()
  let size = 0
  body.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (bytesMax !== null && size > bytesMax) out.destroy(tooLarge(bytesMax, context))
  })
  body.once('error', (error) => {
    const isGivenUp = deadline.signal.aborted
    out.destroy(
      isGivenUp ? upstreamTimeout({ ...context, cause: error }) : toError(failureOfError(error, 'BODY', context).error),
    )
  })
  out.once('close', () => {
    letGo()
    body.destroy()
  })
  return body.pipe(out)
}

function toError(error: unknown): Error {
  return error instanceof Error
    ? error
    : new Error('The body ended with something that is not an error', { cause: error })
}

function tooLarge(bytesMax: number, context: FaultContext): Error {
  return upstreamInvalid({ ...context, detail: `more than ${bytesMax} bytes`, retryable: false })
}
