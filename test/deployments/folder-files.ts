import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type EffectFiles, type FileRow, filesDigest } from '../../src/connector/index.ts'

/** Files of a folder as a change takes them along, with their digest. */
export function folderFiles(folder: string): EffectFiles & { readonly digest: string } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
  const rows = paths.map((path): FileRow => {
    const bytes = readFileSync(join(folder, path))
    return [path, bytes.byteLength, createHash('sha256').update(bytes).digest('hex')]
  })
  return {
    digest: filesDigest(rows),
    paths: async () => paths,
    read: async (path) => ({ body: createReadStream(join(folder, path)), sizeBytes: null, totalBytes: null }),
  }
}
