import { Readable } from 'node:stream'
import {
  type ByteRange,
  type CallContext,
  type FileContent,
  type HttpStream,
  upstreamInvalid,
} from '../../../src/connector/index.ts'
import { unauthorised } from '../reply.ts'
import type { ProxyFiles } from './proxy-files.ts'

/** Which bytes of which file. */
export interface FileRead {
  readonly workspace: string
  readonly path: string
  readonly range: ByteRange | null
  readonly source: string
}

const operation = 'MLflow artifact proxy'

/** Reads a file or a part of it; null when there is none. MLflow 2 does not know ranges: then the rest is passed over as it comes. */
export async function readFrom(files: ProxyFiles, read: FileRead, call: CallContext): Promise<FileContent | null> {
  const { range, source } = read
  const answer = await files.open({ workspace: read.workspace, path: read.path, headers: rangeHeader(range) }, call)
  if (answer === null) return null
  if (answer.status === 200) return range === null ? whole(answer) : partOfWhole(answer, range)
  const part = answer.status === 206 && range !== null ? announcedPart(answer, range) : null
  if (part !== null) return { body: answer.body, ...part }
  answer.body.destroy()
  if (answer.status === 416) return { body: Readable.from([]), sizeBytes: 0, totalBytes: null }
  if (answer.status === 403) throw unauthorised({ source, operation })
  // A folder is refused with 400: it has no bytes, so there is no such file.
  if (answer.status === 400) return null
  throw upstreamInvalid({ source, operation, detail: `status ${answer.status}`, retryable: false })
}

function rangeHeader(range: ByteRange | null): Readonly<Record<string, string>> {
  return range === null ? {} : { range: `bytes=${range.start}-${range.end ?? ''}` }
}

function lengthOf({ headers }: HttpStream): number | null {
  const length = headers['content-length']
  return length === undefined || headers['content-encoding'] !== undefined ? null : Number(length)
}

function whole(answer: HttpStream): FileContent {
  const size = lengthOf(answer)
  return { body: answer.body, sizeBytes: size, totalBytes: size }
}

function announcedPart(
  answer: HttpStream,
  range: ByteRange,
): { readonly sizeBytes: number; readonly totalBytes: number | null } | null {
  const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '') ?? []
  if (Number(start) !== range.start || end === undefined) return null
  return { sizeBytes: Number(end) - range.start + 1, totalBytes: total === '*' ? null : Number(total) }
}

function partOfWhole(answer: HttpStream, range: ByteRange): FileContent {
  const totalBytes = lengthOf(answer)
  const last = Math.min(range.end ?? Number.POSITIVE_INFINITY, (totalBytes ?? Number.POSITIVE_INFINITY) - 1)
  const sizeBytes = Number.isFinite(last) && totalBytes !== null ? Math.max(0, last - range.start + 1) : null
  return { body: Readable.from(slice(answer.body, range), { objectMode: false }), sizeBytes, totalBytes }
}

/** Passes on the bytes from `start` to `end` and lets go of the connection as soon as it has them. */
async function* slice(body: AsyncIterable<Buffer>, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of body) {
    const from = Math.max(0, start - at)
    const to = end === null ? chunk.length : Math.min(chunk.length, end + 1 - at)
    if (from < to) yield chunk.subarray(from, to)
    at += chunk.length
    if (end !== null && at > end) return
  }
}
