import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import {
  type ArtifactStore,
  type CallContext,
  type ConnectorEffects,
  type EffectFiles,
  type EffectPlace,
  Fault,
  type FileRow,
  filesDigest,
  filesList,
  hashEach,
  noSuchPlace,
  otherFiles,
  readRows,
  takenPlace,
  upstreamTimeout,
} from '../../src/connector/index.ts'
import { addressBelow } from './address.ts'
import type { S3Config } from './config.ts'
import { toFault } from './fault.ts'
import { orNull } from './send.ts'

type Released = Extract<EffectPlace, { kind: 'RELEASED_FILES' }>

/** What releases are written with. */
export interface ReleaseParts {
  readonly client: S3Client
  readonly config: Pick<S3Config, 'buckets'>
  readonly source: string
  readonly store: Pick<ArtifactStore, 'list' | 'read'>
}

/** Most objects of one page of a listing. */
const pageSize = 1_000

/**
 * Releases in a bucket: each below its prefix, under keys that begin with its digest. The files are hashed before the first
 * is written, and each once more while it is: the last of its bytes is sent when they are those that were hashed. Every
 * object is written only where there is none. Last comes the list of files, whose SHA-256 is the digest: without it nothing
 * is there yet, so whoever finds a copy that was broken off goes on with it. Nothing is ever replaced or removed.
 */
export function createReleases(parts: ReleaseParts): ConnectorEffects {
  const { source } = parts
  return {
    async observe(place, call) {
      const release = released(source, place)
      const list = await readOrNull(parts, { prefix: release.prefix, path: listName(release) }, call)
      if (list === null) return null
      return list === release.digest ? filesDigest(await rowsThere(parts, release, call)) : `list sha256:${list}`
    },
    async put(place, value, call, files) {
      const release = released(source, place)
      if (value === null) return
      if (value !== release.digest || files === undefined) throw noSuchPlace(source)
      const rows = await readRows(files, call)
      if (filesDigest(rows) !== release.digest) throw otherFiles(source, 'taken')
      await writeRows(parts, { release, rows, files }, call)
    },
  }
}

function released(source: string, place: EffectPlace): Released {
  if (place.kind === 'RELEASED_FILES' && /^[0-9a-f]{64}$/.test(place.digest)) return place
  throw noSuchPlace(source)
}

function listName({ digest }: Released): string {
  return `${digest}.json`
}

interface Writing {
  readonly release: Released
  readonly rows: readonly FileRow[]
  readonly files: EffectFiles
}

async function writeRows(parts: ReleaseParts, { release, rows, files }: Writing, call: CallContext): Promise<void> {
  const { prefix, digest } = release
  const there = new Map((await rowsThere(parts, release, call)).map((row) => [row[0], row]))
  const wanted = new Map(rows.map((row) => [row[0], row]))
  for (const [path, row] of there) if (!isSame(wanted.get(path), row)) throw takenPlace(parts.source)
  for (const row of rows) {
    const [path] = row
    if (there.has(path)) continue
    const { body } = await files.read(path, call)
    await writeOnce(parts, { prefix, path: `${digest}/${path}`, row, body: Readable.from(body) }, call)
  }
  const list = Buffer.from(filesList(rows), 'utf8')
  const row: FileRow = [listName(release), list.byteLength, digest]
  await writeOnce(
    parts,
    { prefix, path: listName(release), row, body: Readable.from([list], { objectMode: false }) },
    call,
  )
}

function isSame(one: FileRow | undefined, other: FileRow): boolean {
  return one?.[1] === other[1] && one[2] === other[2]
}

interface Written {
  readonly prefix: string
  /** Below the prefix. */
  readonly path: string
  readonly row: FileRow
  readonly body: Readable
}

/** Writes an object where there is none. One that is there must hold the same bytes; otherwise it throws CONFLICT. */
async function writeOnce(parts: ReleaseParts, written: Written, call: CallContext): Promise<void> {
  const { prefix, path, row } = written
  if ((await putIfNone(parts, written, call)) === 'WRITTEN') return
  if ((await readOrNull(parts, { prefix, path }, call)) !== row[2]) throw takenPlace(parts.source)
}

/** No limit of time but the caller's: how long it takes is up to the size. A body that fails fails the call, and no object is made. */
async function putIfNone(
  { client, config, source }: ReleaseParts,
  { prefix, path, row: [, sizeBytes, sha256], body }: Written,
  call: CallContext,
): Promise<'WRITTEN' | 'THERE'> {
  const address = addressBelow(config.buckets, { source, locationPath: prefix, path })
  const checked = body.pipe(checking({ sizeBytes, sha256 }, source))
  // A request whose body has ended early would wait for the rest of it until its connection is given up.
  const ending = new AbortController()
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
    ending.abort()
  }
  body.once('error', fail)
  checked.once('error', fail)
  const command = new PutObjectCommand({
    Bucket: address.bucket,
    Key: address.key,
    Body: checked,
    ContentLength: sizeBytes,
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    IfNoneMatch: '*',
  })
  try {
    await client.send(command, { abortSignal: AbortSignal.any([call.signal, ending.signal]) })
    return 'WRITTEN'
  } catch (error) {
    if (isThere(error)) return 'THERE'
    if (failure instanceof Fault) throw failure
    const attempted = { source, operation: 'release' }
    throw call.signal.aborted ? upstreamTimeout({ ...attempted, cause: error }) : toFault(failure ?? error, attempted)
  } finally {
    body.destroy()
    checked.destroy()
  }
}

/** 412 where there is one, and 409 where somebody else writes one now (S3 API reference, PutObject). */
function isThere(error: unknown): boolean {
  const metadata: unknown = error instanceof Error ? Reflect.get(error, '$metadata') : undefined
  const status: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : null
  return status === 412 || status === 409
}

/** Passes bytes on, and holds back the last of them until all are those that are meant. */
function checking(
  { sizeBytes, sha256 }: { readonly sizeBytes: number; readonly sha256: string },
  source: string,
): Transform {
  const hash = createHash('sha256')
  let [received, held]: [number, Buffer | null] = [0, null]
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      received += chunk.byteLength
      const ready = held
      held = chunk
      if (received > sizeBytes) done(otherFiles(source, 'taken'))
      else if (ready === null) done()
      else done(null, ready)
    },
    flush(done) {
      if (received !== sizeBytes || hash.digest('hex') !== sha256) done(otherFiles(source, 'taken'))
      else if (held === null) done()
      else done(null, held)
    },
  })
}

/** What lies below the digest, read anew. */
async function rowsThere(parts: ReleaseParts, release: Released, call: CallContext): Promise<FileRow[]> {
  const { prefix, digest } = release
  const location = locationOf(parts, prefix, digest)
  const rows: FileRow[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<ArtifactStore['list']>> = await parts.store.list(
      location,
      { recursive: true, limit: pageSize, after },
      call,
    )
    for (const { path } of page.files) {
      const { body } = await parts.store.read(location, path, null, call)
      const { sizeBytes, sha256 } = await hashEach(body, call.signal)
      rows.push([path, sizeBytes, sha256])
    }
    after = page.files.at(-1)?.path ?? null
    more = page.more
  }
  return rows
}

/** SHA-256 of one object; null where there is none. */
async function readOrNull(
  parts: ReleaseParts,
  { prefix, path }: { readonly prefix: string; readonly path: string },
  call: CallContext,
): Promise<string | null> {
  const content = await orNull(parts.store.read(locationOf(parts, prefix, ''), path, null, call))
  return content === null ? null : (await hashEach(content.body, call.signal)).sha256
}

function locationOf({ config, source }: ReleaseParts, prefix: string, path: string) {
  const { bucket, key } = addressBelow(config.buckets, { source, locationPath: prefix, path })
  const whole = key === '' ? bucket : `${bucket}/${key}`
  return { uri: `s3://${whole}`, path: whole }
}
