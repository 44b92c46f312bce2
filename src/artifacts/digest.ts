import { createHash } from 'node:crypto'
import type { CallContext } from '../connector/contract.ts'
import type { FileRecord } from '../connector/records.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { type FileRow, filesDigest } from '../kernel/files-digest.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { confinePath } from './confine-path.ts'
import { changedMeanwhile, digestOfRecord, hashFile } from './file-digest.ts'
import { listFiles } from './list-files.ts'
import type { DigestPorts } from './ports.ts'
import type { ArtifactDigest, ResolvedLocation } from './types.ts'

/** Files hashed at once: more would not hash faster on one thread, and would take the store from other callers. */
const concurrentFiles = 2

/** How much a digest may cost. */
export interface DigestLimits {
  /** Most bytes below the location. */
  readonly bytesMax: number
  /** Most files below the location. */
  readonly filesMax: number
}

/**
 * The digest that stands for everything below a location: SHA-256, as hexadecimal, of the canonical JSON (RFC 8785,
 * UTF-8) of an array with one `[path, size, sha256]` per file, sorted by path in the order of UTF-16 code units.
 * `path` is relative to the location with `/` ('' when the location is itself a file), `size` is in bytes, `sha256` is
 * hexadecimal in lower case. Every file counts, whoever wrote it, `MLmodel` too; folders, times, owners and the
 * location's own address do not. Two locations have one digest exactly when they hold the same files.
 *
 * A file's SHA-256 is the store's where the store vouches for it, else cached for the file's revision, else computed by
 * streaming. Refuses with NOT_FOUND when there is no file, and with UNSUPPORTED above a limit, before reading any
 * bytes where the store tells sizes. Throws the store's `Fault`, and UPSTREAM_INVALID (retryable) for a file that
 * keeps changing while it is read.
 */
export async function artifactDigest(
  ports: DigestPorts,
  wanted: { readonly at: ResolvedLocation; readonly limits: DigestLimits },
  call: CallContext,
): Promise<Outcome<ArtifactDigest>> {
  const { at, limits } = wanted
  const listed = await listFiles(at, limits.filesMax, call)
  if (!listed.ok) return listed
  if (totalOf(listed.value) > limits.bytesMax) return refuse(tooLarge(limits))
  const rows = await rowsOf(ports, { ...wanted, listed: listed.value }, call)
  const totalBytes = rows.reduce((sum, [, size]) => sum + size, 0)
  if (totalBytes > limits.bytesMax) return refuse(tooLarge(limits))
  const digest = filesDigest(rows)
  return succeed({ digest, fingerprint: fingerprintOf(listed.value), fileCount: rows.length, totalBytes })
}

interface ListedFiles {
  readonly at: ResolvedLocation
  readonly limits: DigestLimits
  readonly listed: readonly FileRecord[]
}

/**
 * A row for each listed file. A file without a revision can be told from what it was before only by its listing, and a store
 * that keeps no revisions may answer for one file by listing its folder: such files are listed once more, all together.
 */
async function rowsOf(
  ports: DigestPorts,
  { at, limits, listed }: ListedFiles,
  call: CallContext,
): Promise<readonly FileRow[]> {
  const { bytesMax } = limits
  const rows = await inParallel(listed, concurrentFiles, async (file): Promise<FileRow> => {
    const wanted = { at, file, bytesMax }
    const { sha256, sizeBytes } = isBare(file)
      ? await hashFile(wanted, call)
      : await digestOfRecord(ports, wanted, call)
    return [file.path, sizeBytes, sha256]
  })
  if (!listed.some(isBare)) return rows
  const after = await listFiles(at, limits.filesMax, call)
  if (!after.ok || ![listed, after.value].every((told) => isAsRead(told, rows))) throw changedMeanwhile(at.source)
  return rows
}

/** Whether a store says nothing of a file by which its bytes could be known again. */
function isBare({ revision, sha256 }: FileRecord): boolean {
  return revision === null && sha256 === null
}

function isAsRead(listed: readonly FileRecord[], rows: readonly FileRow[]): boolean {
  return (
    listed.length === rows.length &&
    rows.every(([path, size], index) => {
      const file = listed[index]
      return file?.path === path && (file.sizeBytes ?? size) === size
    })
  )
}

/**
 * A cheap sign that two locations may hold the same files: like {@link artifactDigest} over `[path, size]` alone, from a
 * listing, without reading a byte. Locations with different fingerprints have different digests; the reverse does
 * not hold. Refuses with NOT_FOUND and UNSUPPORTED as the digest does.
 */
export async function listingFingerprint(
  wanted: { readonly at: ResolvedLocation; readonly filesMax: number },
  call: CallContext,
): Promise<Outcome<string>> {
  const listed = await listFiles(wanted.at, wanted.filesMax, call)
  return listed.ok ? succeed(fingerprintOf(listed.value)) : listed
}

/** SHA-256 and size of one file below a location. Refuses with NOT_FOUND for a folder or nothing, BAD_USER_INPUT for a path that leaves it, UNSUPPORTED above the limit. */
export async function fileDigest(
  ports: DigestPorts,
  wanted: { readonly at: ResolvedLocation; readonly path: string; readonly bytesMax: number },
  call: CallContext,
): Promise<Outcome<{ readonly sha256: string; readonly sizeBytes: number }>> {
  const { at, path, bytesMax } = wanted
  const confined = confinePath(path)
  if (!confined.ok) return confined
  const file = await at.store.stat(at.location, path, call)
  if (file === null || file.isDirectory) return refuse(problem('NOT_FOUND', 'There is no such file.'))
  if ((file.sizeBytes ?? 0) > bytesMax) return refuse(tooLarge({ bytesMax }))
  return succeed(await digestOfRecord(ports, { at, file, bytesMax }, call))
}

/** {@link listingFingerprint} of files already listed, in the order of their paths. */
function fingerprintOf(files: readonly FileRecord[]): string {
  return hashJson(files.map(({ path, sizeBytes }) => [path, sizeBytes]))
}

function hashJson(rows: Parameters<typeof canonicalJson>[0]): string {
  return createHash('sha256').update(canonicalJson(rows), 'utf8').digest('hex')
}

function totalOf(files: readonly FileRecord[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
}

function tooLarge(limits: { readonly bytesMax: number }) {
  const message = 'The files are larger than this gateway is configured to hash.'
  return problem('UNSUPPORTED', message, { details: { bytesMax: limits.bytesMax } })
}
