import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import {
  type CallContext,
  type EffectFiles,
  Fault,
  type FileRow,
  filesDigest,
  type ServedFiles,
  versionOfRef,
} from '../../../src/connector/index.ts'
import { isMissing } from './is-missing.ts'

/** Names a copy. */
export interface StagedCopy {
  readonly deployment: string
  /** As `filesDigest` computes it. */
  readonly digest: string
  /** Number of the version, as the registry has it. */
  readonly version: string
}

/** The copy that a deployment is served from. */
export function copyOf(deployment: string, { digest, ref }: ServedFiles): StagedCopy {
  return { deployment, digest, version: versionOfRef(ref) }
}

/** Where copies lie. */
export interface StagingLayout {
  /** The folder of a copy, whether it is there or not. */
  folderOf(copy: StagedCopy): string
  /** Where what belongs to a deployment is kept, and copies are made. On the file system of the copies. */
  folderFor(deployment: string): string
  /** Name of folders that a server makes in a copy that it loads: they are no part of it, and are left out of its digest. */
  readonly generated?: string
  /** Called before a copy is put into its place. Throws where what is there is none of the gateway's. */
  claim?(copy: StagedCopy): Promise<void>
  /** Called after a copy was removed. */
  release?(copy: StagedCopy): Promise<void>
}

/** Copies of the files of versions. */
export interface Staging extends Pick<StagingLayout, 'folderOf' | 'folderFor'> {
  /** Digest of the files that are there now, read anew; null for none. */
  digestOf(copy: StagedCopy, call: CallContext): Promise<string | null>
  /** Whether a whole copy is there. What a server made in it is taken away, so that nothing but the copy is loaded. */
  clean(copy: StagedCopy, call: CallContext): Promise<boolean>
  /** Copies files, hashing what is written, and puts the copy into its place whole or not at all. Throws SUBJECT_CHANGED for other files. */
  stage(copy: StagedCopy, files: EffectFiles, call: CallContext): Promise<void>
  remove(copy: StagedCopy): Promise<void>
}

/** Keeps copies in a repository. */
export function createStaging(layout: StagingLayout, source: string): Staging {
  const { generated = null } = layout
  const folderOf: Staging['folderOf'] = (copy) => layout.folderOf(copy)
  const folderFor: Staging['folderFor'] = (deployment) => layout.folderFor(deployment)
  return {
    folderFor,
    folderOf,
    digestOf: (copy, { signal }) => digestOfCopy(folderOf(copy), { copy, generated, signal }),
    async clean(copy, { signal }) {
      const folder = folderOf(copy)
      if ((await digestOfCopy(folder, { copy, generated, signal })) !== copy.digest) return false
      if (generated === null || (await digestOfCopy(folder, { copy, generated: null, signal })) === copy.digest)
        return true
      await removeAll(folder, generated)
      return (await digestOfCopy(folder, { copy, generated: null, signal })) === copy.digest
    },
    async stage(copy, files, call) {
      const folder = folderOf(copy)
      const making = join(folderFor(copy.deployment), basename(folder))
      await removeLeftovers(making)
      const incoming = `${making}.incoming-${randomUUID()}`
      try {
        const found = await copyAll(incoming, files, call)
        if (found !== copy.digest) throw otherFiles(source)
        await layout.claim?.(copy)
        await moveInto(incoming, folder, `${making}.former-${randomUUID()}`)
      } finally {
        await rm(incoming, { recursive: true, force: true })
      }
    },
    async remove(copy) {
      await rm(folderOf(copy), { recursive: true, force: true })
      await layout.release?.(copy)
    },
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
async function moveInto(incoming: string, folder: string, former: string): Promise<void> {
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

/** What a server made in a copy is left out only where the rest is the copy: files of a version may be named like that. */
async function digestOfCopy(
  folder: string,
  {
    copy,
    generated,
    signal,
  }: { readonly copy: StagedCopy; readonly generated: string | null; readonly signal: AbortSignal },
): Promise<string | null> {
  const rows = await rowsOf(folder, signal)
  if (rows === null) return null
  const digest = filesDigest(rows)
  if (generated === null || digest === copy.digest) return digest
  const own = filesDigest(rows.filter(([path]) => !path.split('/').slice(0, -1).includes(generated)))
  return own === copy.digest ? own : digest
}

/** Links are not followed: a copy holds files, and what else is there is none of it. */
async function rowsOf(folder: string, signal: AbortSignal): Promise<FileRow[] | null> {
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
  return rows
}

async function removeAll(folder: string, name: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries)
    if (entry.name === name) await rm(join(entry.parentPath, entry.name), { recursive: true, force: true })
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
