import type { Catalog } from '../catalog/index.ts'
import type { VersionLocator } from '../deployments/index.ts'
import { Fault } from '../kernel/problem.ts'

/** Asks registries where the files of versions are. Throws the registry's `Fault`. */
export function locatorOf({ live }: Catalog): VersionLocator {
  return {
    async locate(version, call) {
      const [loaded] = await live.versions([version], call)
      if (loaded instanceof Fault) throw loaded
      return loaded == null ? null : live.locate(loaded, call)
    },
  }
}
