import { createHash } from 'node:crypto'
import type { CallContext } from '../connector/contract.ts'
import type { FileRecord } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import type { DigestPorts } from './ports.ts'
import type { ResolvedLocation } from './types.ts'

/**
 * A revision is believed to name the bytes only once the file has been left alone for this long: two writes within one
 * tick of a store's clock can leave the same revision behind. Two seconds is the coarsest clock in use (FAT).
 */
const settledAfterMs = 2_000

/** Readings of a file that changes meanwhile, before giving up. */
const attemptsMax = 2

/** What is known of one file's bytes. */
export interface FileDigest {
  readonly sha256: string
  readonly sizeBytes: number
}

interface Wanted {
  readonly at: ResolvedLocation
  readonly file: FileRecord
  readonly bytesMax: number
}

/**
 * SHA-256 of a listed file: from the cache for its revision, from the store when it vouches, else computed. The file is
 * looked at before and after reading, so that the digest belongs to the revision it is kept under.
 */
export async function digestOfRecord(ports: DigestPorts, wanted: Wanted, call: CallContext): Promise<FileDigest> {
  const cached = await fromCache(ports, wanted)
  if (cached !== null) return cached
  const { at, file } = wanted
  // By itself a file tells no more than its listing did where there are no revisions, and asking may mean listing again.
  let before = file.revision === null ? file : await at.store.stat(at.location, file.path, call)
  for (let attempt = 1; attempt <= attemptsMax && before !== null && !before.isDirectory; attempt += 1) {
    if (before.sha256 !== null && before.sizeBytes !== null)
      return { sha256: before.sha256, sizeBytes: before.sizeBytes }
    const digest = await hashFile(wanted, call)
    const after = await at.store.stat(at.location, file.path, call)
    if (isSame(before, after) && (before.sizeBytes ?? digest.sizeBytes) === digest.sizeBytes) {
      await remember(ports, { at, file: before, sha256: digest.sha256 })
      return digest
    }
    before = after
  }
  throw changedMeanwhile(at.source)
}

async function fromCache({ cache }: DigestPorts, { at, file }: Wanted): Promise<FileDigest | null> {
  const { path, revision, sizeBytes } = file
  if (revision === null || sizeBytes === null) return null
  const sha256 = await cache.get({ source: at.source, uri: at.uri, path, revision })
  return sha256 === null ? null : { sha256, sizeBytes }
}

async function remember(
  { cache, clock }: DigestPorts,
  { at, file, sha256 }: { readonly at: ResolvedLocation; readonly file: FileRecord; readonly sha256: string },
): Promise<void> {
  const { path, revision, updatedAt } = file
  if (revision === null || updatedAt === null || clock.now() - updatedAt < settledAfterMs) return
  await cache.put({ source: at.source, uri: at.uri, path, revision }, sha256)
}

/** SHA-256 of a file's bytes as they are read now. */
export async function hashFile({ at, file, bytesMax }: Wanted, call: CallContext): Promise<FileDigest> {
  const { body } = await at.store.read(at.location, file.path, null, call)
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    // Leaving the loop destroys the body.
    if (sizeBytes > bytesMax) throw failed(at.source, 'is larger than the store said')
    hash.update(chunk)
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

function isSame(before: FileRecord, after: FileRecord | null): boolean {
  return after !== null && before.revision === after.revision && before.sizeBytes === after.sizeBytes
}

/** A file that is not the same before and after it was read. */
export function changedMeanwhile(source: string): Fault {
  return failed(source, 'changed while it was read')
}

function failed(source: string, what: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `A file of source ${source} ${what}.`,
    internalMessage: `A file of ${source} ${what}`,
    retryable: true,
    source,
  })
}
