import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { type CallContext, type EffectFiles, Fault, type FileRow, filesDigest } from '../../../src/connector/index.ts'
import { isMissing } from './is-missing.ts'

/**
 * Folder below the repository that copies lie in. Its name begins with a dot: a server looks for settings in every folder
 * but such, so nothing that a copy contains is ever taken for settings, and copies are wherever the repository is mounted.
 */
const stagingFolder = '.modelwarden'

/** Names a copy. */
export interface StagedCopy {
  readonly deployment: string
  /** As `filesDigest` computes it. */
  readonly digest: string
}

/** Copies of the files of versions, each in a folder that is named by their digest. */
export interface Staging {
  /** The folder of a copy, whether it is there or not. */
  folderOf(copy: StagedCopy): string
  /** Where what belongs to a deployment is kept. */
  folderFor(deployment: string): string
  /** Digest of the files that are there now, read anew; null for none. */
  digestOf(copy: StagedCopy, call: CallContext): Promise<string | null>
  /** Copies files, hashing what is written, and puts the copy into its place whole or not at all. Throws SUBJECT_CHANGED for other files. */
  stage(copy: StagedCopy, files: EffectFiles, call: CallContext): Promise<void>
  remove(copy: StagedCopy): Promise<void>
}

/** Keeps copies below a repository. */
export function createStaging(repository: string, source: string): Staging {
  const folderFor = (deployment: string) => join(repository, stagingFolder, encodeURIComponent(deployment))
  const folderOf = ({ deployment, digest }: StagedCopy) => join(folderFor(deployment), digest)
  return {
    folderFor,
    folderOf,
    digestOf: (copy, { signal }) => digestOfFolder(folderOf(copy), signal),
    async stage(copy, files, call) {
      const folder = folderOf(copy)
      await removeLeftovers(folder)
      const incoming = `${folder}.incoming-${randomUUID()}`
      try {
        const found = await copyAll(incoming, files, call)
        if (found !== copy.digest) throw otherFiles(source)
        await moveInto(incoming, folder)
      } finally {
        await rm(incoming, { recursive: true, force: true })
      }
    },
    remove: (copy) => rm(folderOf(copy), { recursive: true, force: true }),
  }
}

/** What copying left behind that somebody did not end. Another worker that still copies loses its copy, and begins again. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${folder.slice(folder.lastIndexOf(sep) + 1)}.`
  const names = await readdir(dirname(folder)).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  for (const name of names)
    if (name.startsWith(prefix)) await rm(join(dirname(folder), name), { recursive: true, force: true })
}

/** Puts a whole copy into its place, and what was there, which is another, out of the way first. */
async function moveInto(incoming: string, folder: string): Promise<void> {
  const former = `${folder}.former-${randomUUID()}`
  await rename(folder, former).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
  await rename(incoming, folder)
  await rm(former, { recursive: true, force: true })
}

async function copyAll(folder: string, files: EffectFiles, call: CallContext): Promise<string> {
  await mkdir(folder, { recursive: true })
  const rows: FileRow[] = []
  for (const path of await files.paths(call)) rows.push(await copyOne(folder, { path, files }, call))
  return filesDigest(rows)
}

async function copyOne(
  folder: string,
  { path, files }: { readonly path: string; readonly files: EffectFiles },
  call: CallContext,
): Promise<FileRow> {
  const target = join(folder, path)
  await mkdir(dirname(target), { recursive: true })
  const { body } = await files.read(path, call)
  await using file = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of body) {
    // Leaving the loop destroys the body.
    call.signal.throwIfAborted()
    hash.update(chunk)
    await file.writeFile(chunk)
    sizeBytes += chunk.byteLength
  }
  await file.sync()
  return [path, sizeBytes, hash.digest('hex')]
}

/** Links are not followed: a copy holds files, and what else is there is none of it. */
async function digestOfFolder(folder: string, signal: AbortSignal): Promise<string | null> {
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
    // What is no file changes the digest, so that it is not taken for the copy.
    rows.push(entry.isFile() ? await rowOf(name, path, signal) : [name, -1, ''])
  }
  return filesDigest(rows)
}

async function rowOf(name: string, path: string, signal: AbortSignal): Promise<FileRow> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  // Bytes, as no encoding is asked for.
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    sizeBytes += chunk.byteLength
  }
  return [name, sizeBytes, hash.digest('hex')]
}

function otherFiles(source: string): Fault {
  return new Fault({
    code: 'SUBJECT_CHANGED',
    publicMessage: 'The files are not those that were approved, so nothing of them is loaded.',
    internalMessage: `what was copied for ${source} has another digest than was approved`,
    retryable: false,
    source,
  })
}
