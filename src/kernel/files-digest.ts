import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** A file below some folder: its path with `/`, its size in bytes, and its SHA-256, hexadecimal in lower case. */
export type FileRow = readonly [path: string, sizeBytes: number, sha256: string]

/**
 * SHA-256, hexadecimal, of the canonical JSON (RFC 8785, UTF-8) of files sorted by path in the order of UTF-16 code
 * units. It stands for all of them: two folders have one digest exactly when they hold the same files.
 */
export function filesDigest(files: readonly FileRow[]): string {
  return createHash('sha256').update(filesList(files), 'utf8').digest('hex')
}

/** The text of which {@link filesDigest} is the SHA-256. */
export function filesList(files: readonly FileRow[]): string {
  return canonicalJson(files.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
