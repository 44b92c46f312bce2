import { createHash, type Hash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { FileRow } from '../kernel/files-digest.ts'
import type { CallContext } from './contract.ts'
import type { EffectFiles } from './effects.ts'
import { isMissing } from './is-missing.ts'

/** Copies files into a new folder, hashing what is written; each is on disk when it answers. */
export async function copyFiles(folder: string, files: EffectFiles, call: CallContext): Promise<FileRow[]> {
  await mkdir(folder, { recursive: true })
  const rows: FileRow[] = []
  for (const path of await files.paths(call)) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    const { body } = await files.read(path, call)
    await using file = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)
    const read = await hashEach(body, call.signal, (chunk) => file.writeFile(chunk))
    await file.sync()
    rows.push([path, read.sizeBytes, read.sha256])
  }
  return rows
}

/** Reads files to their ends, and tells what they are. */
export async function readRows(files: EffectFiles, call: CallContext): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for (const path of await files.paths(call)) {
    const { body } = await files.read(path, call)
    const { sizeBytes, sha256 } = await hashEach(body, call.signal)
    rows.push([path, sizeBytes, sha256])
  }
  return rows
}

/** Size and SHA-256 of a body, hexadecimal; `each` gets every part before the next is read. */
export async function hashEach(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  each: (chunk: Uint8Array) => Promise<void> = async () => undefined,
): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const hash: Hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of body) {
    // Leaving the loop destroys the body.
    signal.throwIfAborted()
    hash.update(chunk)
    await each(chunk)
    sizeBytes += chunk.byteLength
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** What lies in a folder, read anew; null where there is none. Links are not followed: what is no file counts as one of -1 bytes. */
export async function folderRows(folder: string, signal: AbortSignal): Promise<FileRow[] | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (entries === null) return null
  const rows: FileRow[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).split(sep).join('/')
    if (!entry.isFile()) rows.push([name, -1, ''])
    else {
      // Bytes, as no encoding is asked for.
      const content = createReadStream(path, { signal }) as AsyncIterable<Buffer>
      const { sizeBytes, sha256 } = await hashEach(content, signal)
      rows.push([name, sizeBytes, sha256])
    }
  }
  return rows
}
