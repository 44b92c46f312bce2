import type { CallContext } from '../connector/contract.ts'
import { decodeArtifactId } from './artifact-id.ts'
import type { OwnedPath } from './browse.ts'
import type { ArtifactOwners } from './ports.ts'

/**
 * What an artifact's id names, as far as this principal may see it; null for an id that is none, an owner that does
 * not exist and one that is hidden alike. There is no other way from an id to bytes: what no known object owns
 * cannot be named.
 */
export async function findArtifact(owners: ArtifactOwners, id: string, call: CallContext): Promise<OwnedPath | null> {
  const key = decodeArtifactId(id)
  const owner = key === undefined ? null : await owners.find(key.ownerKind, key.ownerUid, call)
  return key === undefined || owner === null ? null : { owner, path: key.path }
}
