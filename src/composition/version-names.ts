import type { CatalogStore } from '../catalog/index.ts'
import type { VersionNames } from '../deployments/index.ts'
import { joinNativeId } from '../kernel/native-id.ts'

/** Finds registered versions by name in the mirror. */
export function createVersionNames(catalog: Pick<CatalogStore, 'byName'>): VersionNames {
  return {
    byNames: (names) =>
      Promise.all(
        names.map(({ modelName, version, source }) =>
          catalog.byName('ModelVersion', joinNativeId(modelName, version), source),
        ),
      ),
  }
}
