import { randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
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
import { lookAt } from './look-at.ts'

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
  /** Folder that everything lies below. Nothing is cleared that a link below it leads to. */
  readonly root: string
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
  /** Whether what lies in the place of a copy was put there by the gateway. Absent where nobody else's could lie there. */
  isOwn?(copy: StagedCopy): Promise<boolean>
  /** Whether a name in the folder of a deployment is a leftover of this layout's own. */
  isLeftover?(deployment: string, name: string): Promise<boolean>
}

/** Copies of the files of versions. */
export interface Staging extends Pick<StagingLayout, 'folderOf' | 'folderFor'> {
  /** Digest of the files that are there now, read anew; null for none. */
  digestOf(copy: StagedCopy, call: CallContext): Promise<string | null>
  /** Whether a whole copy is there. What a server made in it is taken away, so that nothing but the copy is loaded. */
  clean(copy: StagedCopy, call: CallContext): Promise<boolean>
  /** Copies files, hashing what is written, and puts the copy into its place whole or not at all. Throws SUBJECT_CHANGED for other files. */
  stage(copy: StagedCopy, files: EffectFiles, call: CallContext): Promise<void>
  /** Takes a copy out of its place at once, and then deletes it: whenever that ends early, no part of it is left in the place. */
  remove(copy: StagedCopy): Promise<void>
  /** Whether something of the gateway's lies in the place of a copy, whole or not; not so for a link, or where a link leads there. */
  isThere(copy: StagedCopy): Promise<boolean>
  /** Names in the folder of a deployment of what was left half done. */
  leftovers(deployment: string): Promise<readonly string[]>
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
      const folder = folderOf(copy)
      if ((await lookAt(folder)) !== null) {
        const aside = `${join(folderFor(copy.deployment), basename(folder))}.removed-${randomUUID()}`
        await mkdir(dirname(aside), { recursive: true })
        await rename(folder, aside)
        await rm(aside, { recursive: true, force: true })
      }
      await layout.release?.(copy)
    },
    async isThere(copy) {
      const folder = folderOf(copy)
      const isPlain = (path: string) => liesPlainly(layout.root, path)
      if (!(await isPlain(folder)) || !(await isPlain(folderFor(copy.deployment)))) return false
      return (await lookAt(folder))?.isDirectory() === true && ((await layout.isOwn?.(copy)) ?? true)
    },
    async leftovers(deployment) {
      const folder = folderFor(deployment)
      if (!(await liesPlainly(layout.root, folder))) return []
      const found: string[] = []
      for (const name of (await readdir(folder)).toSorted())
        if (halfDone.test(name) || (await layout.isLeftover?.(deployment, name)) === true) found.push(name)
      return found
    },
  }
}

/** What is copied, was replaced, or is removed, by the name of its copy; and settings before they took their place. */
const halfDone = /^(?:[0-9a-z]+\.(?:incoming|former|removed)|\.settings)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a path is there and no part of it below the root is a link. */
async function liesPlainly(root: string, path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === join(await realpath(root), relative(root, path))
  } catch (error) {
    if (isMissing(error)) return false
    throw error
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
