import type { FileRecord } from '../../../src/connector/index.ts'
import type { ListedArtifact } from '../wire/artifact-list.ts'

/** A listed name as a record under `path`. The proxy tells neither times nor digests. */
export function toFile(entry: ListedArtifact, path: string): FileRecord {
  return { ...toFolder(path), isDirectory: entry.is_dir, sizeBytes: entry.is_dir ? null : entry.file_size }
}

/** A folder as a record. */
export function toFolder(path: string): FileRecord {
  return { path, isDirectory: true, sizeBytes: null, updatedAt: null, revision: null, sha256: null }
}
