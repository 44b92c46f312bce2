import { constants, type Dirent } from 'node:fs'
import { access, open, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CallContext, type ConnectorHost, upstreamTimeout } from '../../src/connector/index.ts'
import { type Marker, parseSettings } from './wire.ts'

/** What a server calls the file that tells it to load a model. */
export const settingsFile = 'model-settings.json'
const depthMax = 3
const foldersMax = 5_000
const settingsBytesMax = 256 * 1024

/** What the repository says of one version. It describes the next load, not always what is loaded. */
export interface RepositoryEntry {
  /** Path of the settings file. */
  readonly path: string
  readonly name: string
  readonly version: string | null
  readonly artifactUri: string | null
  readonly implementation: string | null
  readonly marker: Marker | null
}

/** The folder that a server loads from. */
export interface Repository {
  /** Entries of every readable settings file, by model name. Empty when the folder cannot be read. */
  read(call: CallContext): Promise<ReadonlyMap<string, readonly RepositoryEntry[]>>
  isReadable(): Promise<boolean>
}

/**
 * Address that a settings file's `uri` means: absolute or relative to the file's own folder, that folder when
 * there is none, and anything with another scheme than `file` as it stands (MLServer 1.7, `get_model_uri`,
 * which drops query and fragment and decodes nothing).
 */
export function artifactUriOf(settingsPath: string, uri: string | null): string {
  const folder = dirname(settingsPath)
  if (uri === null) return pathToFileURL(folder).href
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri) && !/^file:/i.test(uri)) return uri
  const path = uri.replace(/^file:(?:\/\/[^/]*)?/i, '').replace(/[?#].*$/s, '')
  return pathToFileURL(resolve(folder, path)).href.replace(/\/$/, '')
}

/** The real path of something in the repository; null when it leads out of it or nowhere. */
export async function confined(root: string, path: string): Promise<string | null> {
  try {
    const real = await realpath(path)
    return real === root || real.startsWith(root + sep) ? real : null
  } catch {
    return null
  }
}

/** Text of a file of at most 256 KiB; null when it is none. The last step follows no link, so a swapped file is refused. */
export async function readBounded(path: string): Promise<string | null> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, settingsBytesMax) + 1))
    return bytesRead > settingsBytesMax ? null : buffer.toString('utf8', 0, bytesRead)
  } catch {
    return null
  }
}

async function entryAt(root: string, path: string): Promise<RepositoryEntry | null> {
  const real = await confined(root, path)
  const content = real === null ? null : await readBounded(real)
  const settings = content === null ? null : parseSettings(content)
  if (settings === null) return null
  const { version, implementation, marker } = settings
  const name = settings.name ?? basename(dirname(path))
  return { path, name, version, implementation, marker, artifactUri: artifactUriOf(path, settings.uri) }
}

/** What a folder holds; nothing where it leads out of the repository or cannot be read. */
export async function entriesOf(root: string, folder: string): Promise<readonly Dirent[]> {
  const real = await confined(root, folder)
  return real === null ? [] : readdir(real, { withFileTypes: true }).catch(() => [])
}

/** Paths of settings files, at most three folders deep, hidden folders left out as the server does. */
async function* settingsPaths(top: string, root: string): AsyncGenerator<string> {
  const queue = [{ folder: top, depth: 0 }]
  for (let visited = 0; visited < foldersMax; visited += 1) {
    const next = queue.shift()
    if (next === undefined) return
    for (const entry of await entriesOf(root, next.folder)) {
      const path = join(next.folder, entry.name)
      const canHold = entry.isDirectory() || entry.isSymbolicLink()
      if (entry.name === settingsFile) yield path
      else if (canHold && next.depth < depthMax && !entry.name.startsWith('.'))
        queue.push({ folder: path, depth: next.depth + 1 })
    }
  }
}

/** Finds settings below a folder, whose real path is `root`. Null stands for settings that cannot be read. */
export type RepositoryScan = (
  top: string,
  root: string,
) => AsyncGenerator<{ readonly path: string; readonly entries: readonly RepositoryEntry[] | null }>

/** Every `model-settings.json`. */
const scanSettings: RepositoryScan = async function* (top, root) {
  for await (const path of settingsPaths(top, root)) {
    const entry = await entryAt(root, path)
    yield { path, entries: entry === null ? null : [entry] }
  }
}

/** Reads the settings below a folder; a file that a link leads to outside of it is never opened. */
export function createRepository(
  folder: string,
  { source, log }: Pick<ConnectorHost, 'source' | 'log'>,
  scan: RepositoryScan = scanSettings,
): Repository {
  const top = resolve(folder)
  return {
    isReadable: () =>
      access(top, constants.R_OK | constants.X_OK).then(
        () => true,
        () => false,
      ),
    async read({ signal }) {
      const found = new Map<string, RepositoryEntry[]>()
      const root = await realpath(top).catch(() => null)
      if (root === null) log.warn({ folder: top }, 'the model repository folder cannot be read')
      if (root === null) return found
      for await (const { path, entries } of scan(top, root)) {
        if (signal.aborted) throw upstreamTimeout({ source, operation: 'read the model repository' })
        if (entries === null) log.warn({ path }, 'the settings of a model were passed over')
        for (const entry of entries ?? []) found.set(entry.name, [...(found.get(entry.name) ?? []), entry])
      }
      return found
    },
  }
}
