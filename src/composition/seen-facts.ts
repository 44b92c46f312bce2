import type { SeenCatalogStore } from '../catalog/ports.ts'
import type { IndexedVersion, VersionFacts } from '../deployments/index.ts'

/** Facts of the files of versions that the caller may see; others are as if nobody had registered them. */
export function seenFacts(facts: VersionFacts, store: SeenCatalogStore): VersionFacts {
  const seen = async (found: readonly IndexedVersion[]) => {
    const objects = await store.byUids(found.map(({ version }) => version.uid))
    return found.filter((_each, index) => (objects[index] ?? null) !== null)
  }
  return {
    ...facts,
    byAddresses: async (addresses) => seen(await facts.byAddresses(addresses)),
    byFile: async (file, limit) => seen(await facts.byFile(file, limit)),
  }
}
