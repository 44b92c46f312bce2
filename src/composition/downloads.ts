import { permits } from '../access/index.ts'
import { findArtifact, type ResolvePorts, statArtifact } from '../artifacts/index.ts'
import type { ArtifactDownloads } from '../http/index.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** Files for one caller. Whoever may not read the catalogue finds nothing, as if there were no such file. */
export function createDownloads(owners: OwnersByObject, resolve: ResolvePorts): ArtifactDownloads {
  return {
    async find(principal, id, call) {
      if (!permits(principal, 'catalog:read')) return null
      const wanted = await findArtifact(owners, id, call)
      const found = wanted === null ? null : await statArtifact(resolve, wanted, call)
      return found?.ok && found.value?.record.isDirectory === false ? found.value : null
    },
    read: ({ at, record }, range, call) => at.store.read(at.location, record.path, range, call),
    async sign({ at, record }, lifetimeSeconds) {
      return (await at.store.signedUrl?.(at.location, record.path, lifetimeSeconds)) ?? null
    },
  }
}
