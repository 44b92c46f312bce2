import { Fault } from '../../kernel/problem.ts'
import type { ArtifactStore, ByteRange, StoreLocation } from '../contract.ts'
import { type ConformanceCheck, capabilityChecks, demand, isSame, type Session } from './check.ts'
import { outcomeOf } from './outcome.ts'
import { escapingPaths } from './path-escapes.ts'
import { demandPaging } from './store-paging.ts'
import type { ConformanceSubject, KnownFiles } from './subject.ts'
import { settleEventLoop, watchSockets } from './watch-sockets.ts'

/** Demands on files. */
export function artifactStoreChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const check = capabilityChecks(subject, 'ARTIFACT_STORE', subject.known.artifactStore)
  return [
    check('a configured address is claimed, and equal addresses give equal text', async ({ member, known }) => {
      const location = locate(member, known)
      demand(
        known.sameUris.every((uri) => isSame(member.claim(uri), location)),
        'claim must normalise: equal addresses are equal text.',
      )
      demand(isSame(member.claim(location.uri), location), 'claim must accept the address it gave.')
    }),
    check('a foreign address is not claimed', async ({ member, known }) => {
      demand(known.foreignUris.length > 0, 'The subject must name addresses that are not of this store.')
      const claimed = [...known.foreignUris, ...hostileUris].find((uri) => member.claim(uri) !== null)
      demand(
        claimed === undefined,
        `claim must answer null for an address outside of what is configured: ${claimed ?? ''}.`,
      )
    }),
    check('claiming opens no connection and reads no file', demandQuietClaim),
    check('listing has no gap and no repeat, whatever the size of a page', ({ member, known, call }) =>
      demandPaging(member, locate(member, known), { files: Object.keys(known.files), call }),
    ),
    check('a file is described with its size, and a missing one is null', async ({ member, known, call }) => {
      const location = locate(member, known)
      const found = await member.stat(location, known.file, call)
      const isRight =
        found !== null && !found.isDirectory && found.path === known.file && found.sizeBytes === bytesOf(known).length
      demand(isRight, 'stat must give path and size of a file.')
      demand(
        (await member.stat(location, known.missing, call)) === null,
        'stat must answer null for what is not there.',
      )
    }),
    check('a file is read byte for byte', async ({ member, known, call }) => {
      for (const [path, bytes] of Object.entries(known.files)) {
        const content = await member.read(locate(member, known), path, null, call)
        demand((await consume(content.body)).equals(bytes), `read must give the exact bytes of ${path}.`)
        demand(
          content.totalBytes === null || content.totalBytes === bytes.length,
          'totalBytes must be the size of the whole file, or null.',
        )
      }
    }),
    check('a range is read as asked, both ends inclusive', demandRanges),
    check('a range that begins beyond the end gives no bytes', async ({ member, known, call }) => {
      const start = bytesOf(known).length + 10
      const content = await outcomeOf(member.read(locate(member, known), known.file, { start, end: null }, call))
      const isEmpty =
        'error' in content ? content.error instanceof Fault : (await consume(content.value.body)).length === 0
      demand(isEmpty, 'A range beyond the end must be refused with a Fault or be empty.')
    }),
    check('reading what is not there is refused', async ({ member, known, call }) => {
      const content = await outcomeOf(member.read(locate(member, known), known.missing, null, call))
      if (!('error' in content)) content.value.body.resume()
      demand(
        'error' in content && content.error instanceof Fault && !content.error.retryable,
        'read of a missing file must be a Fault that is not retryable.',
      )
    }),
    check('a path that leaves the location is refused', demandConfinement),
    ...signedUrlChecks(check, subject.known.artifactStore),
  ]
}

/** Addresses no store may take for its own. */
const hostileUris = [
  '',
  '/',
  '..',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  's3://',
  'file://',
]

type Given = Session & { readonly member: ArtifactStore; readonly known: KnownFiles }
type Check = ReturnType<typeof capabilityChecks<'ARTIFACT_STORE', KnownFiles>>

function locate(member: ArtifactStore, known: KnownFiles): StoreLocation {
  const location = member.claim(known.uri)
  demand(location !== null, 'claim must give the place of an address that falls under what is configured.')
  return location
}

function bytesOf(known: KnownFiles): Uint8Array {
  const bytes = known.files[known.file]
  demand(bytes !== undefined && bytes.length >= 16, 'The subject must know a file of at least 16 bytes.')
  return bytes
}

async function consume(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function demandQuietClaim({ member, known, host }: Given): Promise<void> {
  const watch = watchSockets()
  try {
    for (const uri of [known.uri, ...known.foreignUris, ...hostileUris]) watch.run(() => member.claim(uri))
    await settleEventLoop()
    const isQuiet = watch.connections + watch.otherCalls + host.calls.length === 0
    demand(isQuiet, 'claim must decide by the text of the address alone: no connection, no look-up, no file.')
  } finally {
    watch.stop()
  }
}

async function demandRanges({ member, known, call }: Given): Promise<void> {
  const bytes = bytesOf(known)
  const ranges: readonly ByteRange[] = [
    { start: 0, end: 0 },
    { start: 0, end: 3 },
    { start: 5, end: 9 },
    { start: bytes.length - 4, end: null },
    { start: bytes.length - 4, end: bytes.length + 100 },
  ]
  for (const range of ranges) {
    const content = await member.read(locate(member, known), known.file, range, call)
    const wanted = bytes.subarray(range.start, range.end === null ? undefined : range.end + 1)
    const found = await consume(content.body)
    demand(
      found.equals(wanted),
      `read must give bytes ${range.start} to ${range.end ?? 'the end'}, both inclusive, and stop at the end of the file.`,
    )
    demand(
      content.sizeBytes === null || content.sizeBytes === wanted.length,
      'sizeBytes must be the number of bytes in the body, or null.',
    )
  }
}

async function demandConfinement({ member, known, call }: Given): Promise<void> {
  const location = locate(member, known)
  for (const path of [...escapingPaths, ...(known.escapes ?? [])]) {
    const found = await outcomeOf(member.stat(location, path, call))
    demand(
      'error' in found ? found.error instanceof Fault : found.value === null,
      `stat must refuse the path ${JSON.stringify(path)}.`,
    )
    const content = await outcomeOf(member.read(location, path, null, call))
    if (!('error' in content)) content.value.body.resume()
    demand(
      'error' in content && content.error instanceof Fault,
      `read must refuse the path ${JSON.stringify(path)} with a Fault.`,
    )
  }
}

function signedUrlChecks(check: Check, known: KnownFiles | undefined): readonly ConformanceCheck[] {
  if (known?.signedUrls !== true) return []
  return [
    check('a signed address gives the bytes without a credential', async ({ member, host, call }) => {
      demand(member.signedUrl !== undefined, 'A store whose author says that it signs addresses must have signedUrl.')
      const url = new URL(await member.signedUrl(locate(member, known), known.file, 60))
      const answer = await host.http({ baseUrl: url.origin }).stream({
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        signal: call.signal,
      })
      const found = await consume(answer.body)
      demand(
        answer.status === 200 && found.equals(bytesOf(known)),
        'A signed address must give the bytes to whoever has it.',
      )
    }),
    check('a path that leaves the location is not signed', async ({ member }) => {
      for (const path of escapingPaths) {
        const signed = await outcomeOf(Promise.resolve(member.signedUrl?.(locate(member, known), path, 60)))
        demand(
          'error' in signed && signed.error instanceof Fault,
          `signedUrl must refuse the path ${JSON.stringify(path)}.`,
        )
      }
    }),
  ]
}
