import { randomUUID } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import {
  type CallContext,
  copyFiles,
  type EffectFiles,
  filesDigest,
  folderRows,
  isMissing,
  otherFiles,
  type ServedFiles,
  versionOfRef,
} from '../../../src/connector/index.ts'

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
        const rows = await copyFiles(incoming, files, call)
        if (filesDigest(rows) !== copy.digest) throw otherFiles(source, 'loaded')
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

/** What a server made in a copy is left out only where the rest is the copy: files of a version may be named like that. */
async function digestOfCopy(
  folder: string,
  {
    copy,
    generated,
    signal,
  }: { readonly copy: StagedCopy; readonly generated: string | null; readonly signal: AbortSignal },
): Promise<string | null> {
  const rows = await folderRows(folder, signal)
  if (rows === null) return null
  const digest = filesDigest(rows)
  if (generated === null || digest === copy.digest) return digest
  const own = filesDigest(rows.filter(([path]) => !path.split('/').slice(0, -1).includes(generated)))
  return own === copy.digest ? own : digest
}

async function removeAll(folder: string, name: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries)
    if (entry.name === name) await rm(join(entry.parentPath, entry.name), { recursive: true, force: true })
}
