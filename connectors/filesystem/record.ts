import type { BigIntStats } from 'node:fs'
import type { FileRecord } from '../../src/connector/index.ts'

/**
 * A file or folder as the system describes it. `updatedAt` is the later of the times at which content and inode
 * changed: the first can be set to any value by whoever writes the file, the second cannot.
 */
export function toRecord(path: string, facts: BigIntStats): FileRecord {
  if (facts.isDirectory()) {
    return { path, isDirectory: true, sizeBytes: null, updatedAt: Number(facts.mtimeMs), revision: null, sha256: null }
  }
  const updatedAt = Number(facts.mtimeMs > facts.ctimeMs ? facts.mtimeMs : facts.ctimeMs)
  return {
    path,
    isDirectory: false,
    sizeBytes: Number(facts.size),
    updatedAt,
    revision: revisionOf(facts),
    sha256: null,
  }
}

/** Changes with the bytes, and at times without them (a changed mode), which costs a second reading and no more. */
function revisionOf({ mtimeNs, ctimeNs, size, ino, dev }: BigIntStats): string {
  return [mtimeNs, ctimeNs, size, ino, dev].map((part) => part.toString(36)).join('.')
}
