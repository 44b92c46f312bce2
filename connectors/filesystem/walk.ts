import { readdir, stat } from 'node:fs/promises'
import {
  type CallContext,
  Fault,
  type FileRecord,
  upstreamInvalid,
  upstreamTimeout,
} from '../../src/connector/index.ts'
import { isPlainPath, outside } from './address.ts'
import { type Found, find, type Root } from './open.ts'
import { toRecord } from './record.ts'

/** Names are sorted in memory, so a folder of more entries than this is refused. */
const entriesMax = 200_000
/** Deeper than any tool writes. */
const depthMax = 64

/** Options of a listing, as the store contract has them. */
export interface ListOptions {
  readonly recursive: boolean
  readonly limit: number
  readonly after: string | null
}

interface Walk {
  /** The folder that is listed: nothing outside it is followed. */
  readonly root: Root
  readonly options: ListOptions
  readonly call: CallContext
  /** Told of each entry that was left out. */
  readonly onLeftOut: (path: string) => void
}

interface Folder {
  readonly found: Found
  /** Relative to the folder that is listed; '' for itself. */
  readonly path: string
  /** Real paths of the folders that lead here: a link to one of them would never end. */
  readonly above: readonly string[]
}

/**
 * Files and folders in the order of their paths' UTF-8 bytes, each folder's content where the folder stands. Only the
 * names of the folders on the way are held in memory. A recursive walk yields every file or throws UNRESOLVABLE for
 * what it may not follow (a link out of the folder, a pipe, a name that no path can hold), because digests are made of
 * it; otherwise such entries are left out.
 */
export async function* walk(job: Walk, top: Found): AsyncGenerator<FileRecord> {
  yield* walkFolder(job, { found: top, path: '', above: [] })
}

async function* walkFolder(job: Walk, folder: Folder): AsyncGenerator<FileRecord> {
  if (folder.above.length > depthMax || folder.above.includes(folder.found.realPath)) {
    throw outside(job.root.source, 'folders whose links lead in a circle, or too deep')
  }
  for (const { name, isFolder } of await sortedNames(job, folder)) {
    if (job.call.signal.aborted) throw upstreamTimeout({ source: job.root.source, operation: 'list' })
    const path = folder.path === '' ? name : `${folder.path}/${name}`
    if (!isWanted(path, isFolder, job.options)) continue
    const found = await findOrLeaveOut(job, `${folder.found.realPath}/${name}`, path)
    if (found === null) continue
    if (!found.facts.isDirectory()) {
      if (isAfter(path, job.options.after)) yield toRecord(path, found.facts)
    } else if (job.options.recursive) {
      yield* walkFolder(job, { found, path, above: [...folder.above, folder.found.realPath] })
    } else yield toRecord(path, found.facts)
  }
}

interface Name {
  readonly name: string
  readonly isFolder: boolean
}

async function sortedNames({ root, options }: Walk, { found }: Folder): Promise<Name[]> {
  const entries = await readdir(found.realPath, { withFileTypes: true })
  if (entries.length > entriesMax) {
    const detail = `a folder of more than ${entriesMax} entries`
    throw upstreamInvalid({ source: root.source, operation: 'list', detail, retryable: false })
  }
  const names: Name[] = []
  for (const entry of entries) {
    const isFolder = entry.isSymbolicLink()
      ? await leadsToFolder(`${found.realPath}/${entry.name}`)
      : entry.isDirectory()
    names.push({ name: entry.name, isFolder })
  }
  // In a recursive order the paths below a folder are compared with its siblings, so the folder sorts as `name/`.
  const keyOf = ({ name, isFolder }: Name) => Buffer.from(options.recursive && isFolder ? `${name}/` : name, 'utf8')
  const keyed = names.map((entry) => ({ entry, key: keyOf(entry) }))
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry)
}

/** Decides the order only; whether the link may be followed is asked when the walk gets there. */
async function leadsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // A broken link has some place in the order, and the walk meets it there.
    return false
  }
}

/** Skips what an earlier page held without looking at it; a folder is entered while the cursor lies below it. */
function isWanted(path: string, isFolder: boolean, { recursive, after }: ListOptions): boolean {
  if (isAfter(path, after)) return true
  return recursive && isFolder && after !== null && (after.startsWith(`${path}/`) || isAfter(`${path}/`, after))
}

function isAfter(path: string, after: string | null): boolean {
  return after === null || Buffer.compare(Buffer.from(path, 'utf8'), Buffer.from(after, 'utf8')) > 0
}

async function findOrLeaveOut(
  { root, options, onLeftOut }: Walk,
  absolutePath: string,
  path: string,
): Promise<Found | null> {
  try {
    if (!isPlainPath(path)) throw outside(root.source, 'a name that no path can hold')
    return await find(root, absolutePath)
  } catch (error) {
    if (options.recursive || !(error instanceof Fault)) throw error
    onLeftOut(path)
    return null
  }
}
