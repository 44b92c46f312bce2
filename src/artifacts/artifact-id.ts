import { fromGlobalId, type GlobalId, toGlobalId, type Uid } from '../kernel/ids.ts'
import { confinePath } from './confine-path.ts'
import { type ArtifactOwnerKind, artifactOwnerKinds } from './types.ts'

/** What an artifact's id says: a path below an owner. It names bytes, and grants nothing. */
export interface ArtifactKey {
  readonly ownerKind: ArtifactOwnerKind
  readonly ownerUid: Uid
  /** Confined (see {@link confinePath}); '' is the owner's folder itself. */
  readonly path: string
}

/** The global id of an artifact: `Artifact:<ownerKind>:<ownerUid>:<base64url of the path>`. */
export function encodeArtifactId({ ownerKind, ownerUid, path }: ArtifactKey): GlobalId {
  return toGlobalId('Artifact', `${ownerKind}:${ownerUid}:${Buffer.from(path, 'utf8').toString('base64url')}`)
}

/** Reads an artifact's id; undefined unless this module would write exactly that id. */
export function decodeArtifactId(id: string): ArtifactKey | undefined {
  const named = fromGlobalId(id)
  return named?.kind === 'Artifact' ? decodeArtifactUid(named.uid) : undefined
}

/** The same for the part after `Artifact:`, as `fromGlobalId` gives it. */
export function decodeArtifactUid(text: string): ArtifactKey | undefined {
  const [kind, ownerUid, encodedPath, ...rest] = text.split(':')
  const ownerKind = artifactOwnerKinds.find((candidate) => candidate === kind)
  if (ownerKind === undefined || !ownerUid || encodedPath === undefined || rest.length > 0) return undefined
  const path = Buffer.from(encodedPath, 'base64url').toString('utf8')
  // Only one spelling of an id is accepted: two ids for one object would split caches and audit entries.
  if (Buffer.from(path, 'utf8').toString('base64url') !== encodedPath || !confinePath(path).ok) return undefined
  // The uid came out of an id of ours; whether such an object exists is for the catalogue to say.
  return { ownerKind, ownerUid: ownerUid as Uid, path }
}
