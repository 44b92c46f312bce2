import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import { upstreamUnavailable } from '../../src/connector/index.ts'
import { outside, relativeTo } from './address.ts'
import { isLinkLoop, isMissing } from './fault.ts'

/** A root folder under the id of its source. */
export interface Root {
  readonly source: string
  readonly path: string
}

/** What really lies at a path within the root. */
export interface Found {
  /** Path with every link followed. */
  readonly realPath: string
  readonly facts: BigIntStats
}

/**
 * Follows every link of an absolute path and tells what is there; null when there is nothing. Throws an UNRESOLVABLE
 * fault when the links lead out of the root or in a circle, or to something that is neither a file nor a folder.
 */
export async function find(root: Root, path: string): Promise<Found | null> {
  try {
    const realPath = await realpath(path)
    await confine(root, realPath)
    const facts = await lstat(realPath, { bigint: true })
    if (facts.isFile() || facts.isDirectory()) return { realPath, facts }
    throw outside(root.source, 'something that is neither a file nor a folder')
  } catch (error) {
    if (isMissing(error)) {
      // A folder that is not mounted must not look like one whose files were deleted.
      await realRoot(root)
      return null
    }
    throw isLinkLoop(error) ? outside(root.source, 'a path whose links lead in a circle') : error
  }
}

/**
 * Opens a regular file for reading, and proves afterwards that what was opened lies in the root, because every name on
 * the way may have been swapped for a link since it was looked at. Null when there is nothing. The caller closes it.
 */
export async function openFile(
  root: Root,
  path: string,
): Promise<{ readonly handle: FileHandle; readonly facts: BigIntStats } | null> {
  const found = await find(root, path)
  if (found === null) return null
  if (!found.facts.isFile()) throw outside(root.source, 'the bytes of a folder')
  const handle = await openUnlinked(root, found.realPath)
  if (handle === null) return null
  try {
    const facts = await handle.stat({ bigint: true })
    if (!facts.isFile()) throw outside(root.source, 'something that is not a regular file')
    await confine(root, await openedPath(handle, found, facts))
    return { handle, facts }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openUnlinked(root: Root, realPath: string): Promise<FileHandle | null> {
  try {
    // Without O_NONBLOCK a pipe that was swapped in would block the thread until somebody writes to it.
    return await open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (isMissing(error)) return null
    throw isLinkLoop(error) ? outside(root.source, 'a file that was swapped for a link') : error
  }
}

/** Where an open file really lies. Linux tells; elsewhere the path must still lead to the same file. */
async function openedPath(handle: FileHandle, { realPath }: Found, facts: BigIntStats): Promise<string> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`)
  const again = await realpath(realPath)
  const now = await stat(again, { bigint: true })
  return now.ino === facts.ino && now.dev === facts.dev ? again : ''
}

async function confine(root: Root, realPath: string): Promise<void> {
  if (relativeTo(await realRoot(root), realPath) === null) {
    throw outside(root.source, 'a path whose links lead out of its root')
  }
}

async function realRoot({ source, path }: Root): Promise<string> {
  try {
    return await realpath(path)
  } catch (cause) {
    throw upstreamUnavailable({ source, operation: 'open', detail: 'its folder is not there', cause })
  }
}
