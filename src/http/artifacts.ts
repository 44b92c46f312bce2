import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '../access/index.ts'
import type { ArtifactFile } from '../artifacts/index.ts'
import type { ByteRange, CallContext, FileContent } from '../connector/contract.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { callerOf, originOf } from './authenticate.ts'
import { type RangeAnswer, readRange } from './byte-range.ts'
import { sendError } from './coded-error.ts'
import { attachment } from './content-disposition.ts'
import { callerHeaders } from './purpose.ts'

/** Files for one caller. Each method throws the store's `Fault`. */
export interface ArtifactDownloads {
  /** The file behind a global id; null when there is none, it is a folder, or the caller may not have it. */
  find(
    caller: { readonly principal: Principal; readonly origin: RequestOrigin },
    id: string,
    call: CallContext,
  ): Promise<ArtifactFile | null>
  /** Its size in bytes, found by opening it where listings do not tell; null when even that does not. */
  sizeOf(file: ArtifactFile, call: CallContext): Promise<number | null>
  /** Its bytes. A file that has another size than it was found with is UPSTREAM_INVALID. */
  read(file: ArtifactFile, range: ByteRange | null, call: CallContext): Promise<FileContent>
  /** A short-lived address of the store that needs no credential; null where the store can make none. */
  sign(file: ArtifactFile, lifetimeSeconds: number, call: CallContext): Promise<string | null>
}

/** What `sha256` costs, which reads the same bytes. */
const downloadPoints = 5

/** Long enough to begin a download, too short to pass on. */
const signedSeconds = 60

/**
 * `/artifacts/{id}`: the bytes of a file, streamed, with single ranges. `?redirect=1` answers 302 to a short-lived
 * signed address where the store can make one: better for large files, but the bytes then bypass the gateway's audit
 * of reads, so it is the caller's choice and not the default.
 */
export function artifactRoutes(app: FastifyInstance, downloads: ArtifactDownloads): void {
  app.route<{ Params: { id: string }; Querystring: { redirect?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/artifacts/:id',
    config: { points: downloadPoints, session: 'LINK' },
    async handler(request, reply) {
      const call = callOf(request, reply)
      const caller = { principal: callerOf(request), origin: originOf(request) }
      const file = await downloads.find(caller, request.params.id, call)
      if (file === null) return refuseUnknown(reply)
      const address = request.query.redirect === '1' ? await downloads.sign(file, signedSeconds, call) : null
      if (address !== null) return privately(reply).redirect(address, 302)
      return sendFile(request, reply, { file, downloads, call })
    },
  })
}

interface Sending {
  readonly file: ArtifactFile
  readonly downloads: ArtifactDownloads
  readonly call: CallContext
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, { file, downloads, call }: Sending) {
  const etag = etagOf(file)
  describe(privately(reply), file, etag)
  if (etag !== null && listed(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const range = rangeOf(request, etag)
  const isHead = request.method === 'HEAD'
  const sizeBytes = range === undefined && !isHead ? file.record.sizeBytes : await downloads.sizeOf(file, call)
  const wanted = readRange(range, sizeBytes)
  const length = announce(reply, wanted, sizeBytes)
  if (wanted.kind === 'unsatisfiable') {
    return sendError(reply, { status: 416, code: 'BAD_USER_INPUT', message: 'The file has no such range.' })
  }
  const content = isHead ? null : await downloads.read(file, wanted.kind === 'part' ? wanted.range : null, call)
  const bytes = length ?? content?.sizeBytes ?? null
  if (bytes !== null) void reply.header('content-length', bytes)
  return reply.send(content?.body)
}

/** The range that is asked for, unless it is meant for other bytes (`If-Range`). Only GET has ranges (RFC 9110, 14.2). */
function rangeOf({ method, headers }: FastifyRequest, etag: string | null): string | undefined {
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  return method === 'GET' && isSame ? headers.range : undefined
}

/** Sets status and range headers; gives the bytes to come, null when that is unknown. */
function announce(reply: FastifyReply, wanted: RangeAnswer, sizeBytes: number | null): number | null {
  if (wanted.kind === 'whole') return sizeBytes
  if (wanted.kind === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${sizeBytes}`)
    return null
  }
  const { start, end } = wanted.range
  void reply.code(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  return end - start + 1
}

function describe(reply: FastifyReply, file: ArtifactFile, etag: string | null): void {
  void reply.headers({
    'content-type': file.mediaType ?? 'application/octet-stream',
    'content-disposition': attachment(file.record.path),
    'content-security-policy': "sandbox; default-src 'none'",
    'accept-ranges': 'bytes',
    ...(etag === null ? {} : { etag }),
  })
}

function privately(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'private, no-store').header('vary', callerHeaders)
}

/** A store's own revision may tell of its inside, so its hash stands for it. */
function etagOf({ record: { revision, sizeBytes } }: ArtifactFile): string | null {
  if (revision === null) return null
  return `"${createHash('sha256').update(`${revision}\n${sizeBytes}`).digest('base64url').slice(0, 27)}"`
}

function listed(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((item) => item.trim() === '*' || item.trim().replace(/^W\//, '') === etag)
}

/** A download may take as long as its bytes move; it ends when the reader goes, or stops reading for two minutes. */
function callOf(request: FastifyRequest, reply: FastifyReply): CallContext {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new DOMException('The caller has gone', 'AbortError'))
  })
  return { signal: controller.signal, requestId: request.id }
}

function refuseUnknown(reply: FastifyReply): FastifyReply {
  return sendError(reply, { status: 404, code: 'NOT_FOUND', message: 'There is no such file.' })
}
