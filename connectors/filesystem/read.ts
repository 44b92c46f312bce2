import { PassThrough, Readable } from 'node:stream'
import {
  type ByteRange,
  type CallContext,
  Fault,
  type FileContent,
  upstreamInvalid,
  upstreamTimeout,
} from '../../src/connector/index.ts'
import { type Attempted, notFound, toFault } from './fault.ts'
import { openFile, type Root } from './open.ts'

/** Opens a file and streams the part of it that was asked for. A file that shrinks meanwhile is a fault, never a short answer. */
export async function readFile(
  root: Root,
  wanted: { readonly path: string; readonly range: ByteRange | null },
  call: CallContext,
): Promise<FileContent & { readonly body: Readable }> {
  const attempted = { source: root.source, operation: 'read' }
  const opened = await openFile(root, wanted.path)
  if (opened === null) throw notFound(attempted)
  const { handle, facts } = opened
  const totalBytes = Number(facts.size)
  try {
    const { start, sizeBytes } = partOf(totalBytes, wanted.range, root.source)
    if (sizeBytes > 0) {
      const body = handle.createReadStream({ start, end: start + sizeBytes - 1 })
      return { body: watchBody(body, { sizeBytes, attempted, call }), sizeBytes, totalBytes }
    }
    await handle.close()
    return { body: Readable.from([], { objectMode: false }), sizeBytes, totalBytes }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function partOf(
  totalBytes: number,
  range: ByteRange | null,
  source: string,
): { readonly start: number; readonly sizeBytes: number } {
  if (range === null) return { start: 0, sizeBytes: totalBytes }
  const end = Math.min(range.end ?? totalBytes - 1, totalBytes - 1)
  const isWhole = Number.isSafeInteger(range.start) && (range.end === null || Number.isSafeInteger(range.end))
  if (isWhole && range.start >= 0 && range.start <= end) return { start: range.start, sizeBytes: end - range.start + 1 }
  throw new Fault({
    code: 'BAD_USER_INPUT',
    publicMessage: 'The range lies outside the file.',
    internalMessage: `A range outside a file of ${source} was asked for`,
    retryable: false,
    source,
  })
}

function watchBody(
  body: Readable,
  {
    sizeBytes,
    attempted,
    call,
  }: { readonly sizeBytes: number; readonly attempted: Attempted; readonly call: CallContext },
): Readable {
  let received = 0
  const out = new PassThrough({
    flush(done) {
      done(
        received === sizeBytes ? null : upstreamInvalid({ ...attempted, detail: 'the file shrank while it was read' }),
      )
    },
  })
  const giveUp = () => out.destroy(upstreamTimeout(attempted))
  if (call.signal.aborted) giveUp()
  call.signal.addEventListener('abort', giveUp, { once: true })
  body.on('data', (chunk: Buffer) => {
    received += chunk.length
  })
  body.once('error', (error) => out.destroy(toFault(error, attempted)))
  out.once('close', () => {
    call.signal.removeEventListener('abort', giveUp)
    body.destroy()
  })
  return body.pipe(out)
}
