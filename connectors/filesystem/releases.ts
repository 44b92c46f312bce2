import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  type CallContext,
  type ConnectorEffects,
  copyFiles,
  type EffectPlace,
  type Fault,
  filesDigest,
  folderRows,
  noSuchPlace,
  otherFiles,
  takenPlace,
  upstreamUnavailable,
} from '../../src/connector/index.ts'
import { outside, pathBelow } from './address.ts'
import { isMissing, toFault } from './fault.ts'
import { find, type Root } from './open.ts'

type Released = Extract<EffectPlace, { kind: 'RELEASED_FILES' }>

/**
 * Releases in a folder: each below its prefix in a folder that is named by its digest. It is copied beside it, hashed while
 * that is written, and moved into place whole, where nothing is; what lies there is never replaced nor removed.
 */
export function createReleases(root: Root): ConnectorEffects {
  return {
    observe: (place, call) => asFaults(root, async () => digestAt(await folderFor(root, released(root, place)), call)),
    put: (place, value, call, files) =>
      asFaults(root, async () => {
        const { digest } = released(root, place)
        if (value === null) return
        if (value !== digest || files === undefined) throw noSuchPlace(root.source)
        const folder = await folderFor(root, released(root, place))
        await removeLeftovers(folder)
        const incoming = `${folder}.incoming-${randomUUID()}`
        try {
          if (filesDigest(await copyFiles(incoming, files, call)) !== digest) throw otherFiles(root.source, 'taken')
          // It is moved for good, so it is what lies there that counts, not what was written.
          if ((await digestAt(incoming, call)) !== digest) throw lostCopy(root.source)
          await moveInto(incoming, folder, { digest, root, call })
        } finally {
          await rm(incoming, { recursive: true, force: true })
        }
      }),
  }
}

function released({ source }: Root, place: EffectPlace): Released {
  if (place.kind === 'RELEASED_FILES' && /^[0-9a-f]{64}$/.test(place.digest)) return place
  throw noSuchPlace(source)
}

/** The folder of a release; its prefix is made, and lies in the root whatever its links say. */
async function folderFor(root: Root, { prefix, digest }: Released): Promise<string> {
  const parent = pathBelow(root.path, { source: root.source, parts: [prefix] })
  // Not made beside a root that is not mounted.
  if ((await find(root, root.path)) === null) throw outside(root.source, 'a root that is not there')
  if ((await find(root, parent)) === null) await mkdir(parent, { recursive: true })
  const found = await find(root, parent)
  if (found?.facts.isDirectory() !== true) throw outside(root.source, 'a prefix that is no folder')
  return join(found.realPath, digest)
}

async function digestAt(folder: string, { signal }: CallContext): Promise<string | null> {
  const rows = await folderRows(folder, signal)
  return rows === null ? null : filesDigest(rows)
}

interface Moving {
  readonly digest: string
  readonly root: Root
  readonly call: CallContext
}

async function moveInto(incoming: string, folder: string, { digest, root, call }: Moving): Promise<void> {
  const held = await digestAt(folder, call)
  if (held === digest) return
  if (held !== null) throw takenPlace(root.source)
  try {
    await rename(incoming, folder)
  } catch (error) {
    // Another worker was quicker.
    if ((await digestAt(folder, call)) !== digest) throw error
  }
}

/** Nobody copies for longer. */
const leftoverMs = 24 * 60 * 60 * 1000

/** What copying left behind that somebody did not end; another worker may be copying now. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.incoming-`
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name)
    if (name.startsWith(prefix) && (await isOld(path))) await rm(path, { recursive: true, force: true })
  }
}

async function isOld(path: string): Promise<boolean> {
  try {
    return Date.now() - (await lstat(path)).mtimeMs > leftoverMs
  } catch (error) {
    // Another worker has ended with it.
    if (isMissing(error)) return false
    throw error
  }
}

function lostCopy(source: string): Fault {
  const detail = 'what was copied is not whole any more'
  return upstreamUnavailable({ source, operation: 'release', detail })
}

/** Errors of the file system, as a fault. */
async function asFaults<Result>({ source }: Root, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw toFault(error, { source, operation: 'release' })
  }
}
