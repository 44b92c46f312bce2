import { type CallContext, type FileRecord, upstreamInvalid } from '../../../src/connector/index.ts'
import type { ListedArtifact } from '../wire/artifact-list.ts'
import type { ProxyFiles } from './proxy-files.ts'
import { toFile } from './to-file.ts'

/** What to list. */
export interface Listing {
  readonly source: string
  readonly workspace: string
  readonly path: string
  readonly recursive: boolean
  readonly limit: number
  readonly after: string | null
}

// A tree deeper or wider than this is a mistake, or a link that leads back to where it is.
const depthMax = 32
const foldersMax = 2_000

/**
 * Lists by path. Folders are read one at a time and only as far as the limit asks. A tree too deep or too wide is an
 * UPSTREAM_INVALID fault: digests are made of listings, and one that was cut short would stand for other files.
 */
export async function listUnder(
  files: ProxyFiles,
  listing: Listing,
  call: CallContext,
): Promise<{ readonly files: readonly FileRecord[]; readonly more: boolean }> {
  const found: FileRecord[] = []
  for await (const file of walk(files, listing, call)) {
    if (listing.after !== null && file.path <= listing.after) continue
    if (found.length === listing.limit) return { files: found, more: true }
    found.push(file)
  }
  return { files: found, more: false }
}

async function* walk(files: ProxyFiles, listing: Listing, call: CallContext): AsyncGenerator<FileRecord> {
  const { source, workspace, path: root, recursive, after } = listing
  let folders = 0
  async function* visit(relative: string, depth: number): AsyncGenerator<FileRecord> {
    folders += 1
    if (depth > depthMax || folders > foldersMax) throw tooLarge(source)
    const listed = await files.list(workspace, join(root, relative), call)
    for (const entry of listed.toSorted((a, b) => (sortKey(a, recursive) < sortKey(b, recursive) ? -1 : 1))) {
      const path = join(relative, entry.path)
      if (!recursive || !entry.is_dir) yield toFile(entry, path)
      else if (after === null || `${path}/` > after || after.startsWith(`${path}/`)) yield* visit(path, depth + 1)
    }
  }
  yield* visit('', 0)
}

function tooLarge(source: string) {
  const detail = `folders deeper than ${depthMax}, or more than ${foldersMax} of them`
  return upstreamInvalid({ source, operation: 'MLflow artifact proxy', detail, retryable: false })
}

/** Read with its slash, a folder stands exactly where the paths below it belong among its neighbours. */
function sortKey(entry: ListedArtifact, recursive: boolean): string {
  return recursive && entry.is_dir ? `${entry.path}/` : entry.path
}

function join(folder: string, name: string): string {
  return folder === '' || name === '' ? `${folder}${name}` : `${folder}/${name}`
}
