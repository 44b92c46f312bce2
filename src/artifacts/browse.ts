import type { ByteRange, CallContext } from '../connector/contract.ts'
import type { FileRecord } from '../connector/records.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { addressBelow } from './address-below.ts'
import { confinePath } from './confine-path.ts'
import { mediaTypeOf } from './media-type.ts'
import type { ResolvePorts } from './ports.ts'
import { resolveUri } from './resolve.ts'
import type {
  ArtifactContent,
  ArtifactFile,
  ArtifactOwner,
  ArtifactPage,
  ResolvedArtifact,
  ResolvedLocation,
} from './types.ts'

/** A path below an owner whom the caller may see. */
export interface OwnedPath {
  readonly owner: ArtifactOwner
  /** '' for the owner's folder itself. */
  readonly path: string
}

/** Which page of a folder. `after` is the path, relative to the owner, of the last file of the page before. */
export interface PageWanted {
  readonly first: number
  readonly after: string | null
}

/** Where the owner's files really are. Opens no connection for what no configured store holds. */
export async function locateFiles(
  ports: ResolvePorts,
  owner: ArtifactOwner,
  call: CallContext,
): Promise<ResolvedArtifact> {
  if (owner.uri === null) return { resolution: 'UNRESOLVABLE', uri: '' }
  return resolveUri(ports, { uri: owner.uri, source: owner.source }, call)
}

/**
 * Files and folders directly under a path. Refuses with BAD_USER_INPUT for a path or cursor that leaves its owner
 * and UNRESOLVABLE when no configured store holds the owner's files; throws the store's `Fault`. A folder that does not exist is empty.
 */
export async function listArtifacts(
  ports: ResolvePorts,
  wanted: OwnedPath & PageWanted,
  call: CallContext,
): Promise<Outcome<ArtifactPage>> {
  const { owner, path, first } = wanted
  const located = await locate(ports, wanted, call)
  if (!located.ok) return located
  const after = wanted.after === null ? succeed(null) : cursorWithin(path, wanted.after)
  if (!after.ok) return after
  const at = located.value
  const folder = await folderBelow(at, path, call)
  if (!folder.ok) return folder
  if (folder.value === null) return succeed({ files: [], hasNextPage: false })
  const { store, location } = folder.value
  const page = await store.list(location, { recursive: false, limit: first, after: after.value }, call)
  const files = page.files.map((record) => present(owner, at, { ...record, path: join(path, record.path) }))
  return succeed({ files, hasNextPage: page.more })
}

/** One file or folder; null when there is none. Refuses and throws as {@link listArtifacts}. */
export async function statArtifact(
  ports: ResolvePorts,
  wanted: OwnedPath,
  call: CallContext,
): Promise<Outcome<ArtifactFile | null>> {
  const located = await locate(ports, wanted, call)
  if (!located.ok) return located
  const at = located.value
  const record = await at.store.stat(at.location, wanted.path, call)
  return succeed(record === null ? null : present(wanted.owner, at, { ...record, path: wanted.path }))
}

/** Opens a file's bytes, or a part of them. Refuses with NOT_FOUND for a folder or nothing, else as {@link listArtifacts}. */
export async function readArtifact(
  ports: ResolvePorts,
  wanted: OwnedPath & { readonly range: ByteRange | null },
  call: CallContext,
): Promise<Outcome<ArtifactContent>> {
  const found = await statArtifact(ports, wanted, call)
  if (!found.ok) return found
  const file = found.value
  if (file === null || file.record.isDirectory) return refuse(problem('NOT_FOUND', 'There is no such file.'))
  // An empty file has no bytes that a range could name, and stores refuse every range of it.
  const range = file.record.sizeBytes === 0 ? null : wanted.range
  const content = await file.at.store.read(file.at.location, wanted.path, range, call)
  return succeed({ file, content })
}

async function locate(
  ports: ResolvePorts,
  { owner, path }: OwnedPath,
  call: CallContext,
): Promise<Outcome<ResolvedLocation>> {
  const confined = confinePath(path)
  if (!confined.ok) return confined
  const at = await locateFiles(ports, owner, call)
  if (at.resolution === 'RESOLVED') return succeed(at)
  return refuse(problem('UNRESOLVABLE', 'No configured store holds these files.'))
}

/**
 * The store lists a location, so a folder below one becomes a location by being claimed like any other address. It is
 * looked at as a path of the owner first: there a link out of the owner's files is refused, which a claim cannot see.
 */
async function folderBelow(
  at: ResolvedLocation,
  path: string,
  call: CallContext,
): Promise<Outcome<ResolvedLocation | null>> {
  if (path === '') return succeed(at)
  const record = await at.store.stat(at.location, path, call)
  if (!record?.isDirectory) return succeed(null)
  const location = at.store.claim(addressBelow(at.uri, path))
  if (location !== null) return succeed({ ...at, location, uri: location.uri })
  return refuse(problem('UNRESOLVABLE', 'The name of this folder cannot be part of an address.'))
}

function cursorWithin(path: string, after: string): Outcome<string> {
  const confined = confinePath(after)
  if (!confined.ok) return confined
  const name = path === '' ? after : after.slice(path.length + 1)
  const isWithin = join(path, name) === after && name !== ''
  return isWithin
    ? succeed(name)
    : refuse(problem('BAD_USER_INPUT', 'The cursor is not of this list.', { field: ['after'] }))
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function present(owner: ArtifactOwner, at: ResolvedLocation, record: FileRecord): ArtifactFile {
  return { owner, at, record, mediaType: record.isDirectory ? null : mediaTypeOf(record.path || at.uri) }
}
