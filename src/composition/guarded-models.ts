import type { CatalogStore } from '../catalog/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'
import type { TargetRow, TargetStore } from '../persistence/target-store.ts'
import type { GuardedModels } from '../reconciliation/index.ts'
import { aliasOf } from './drift-tool-parts.ts'

/** What guarded models are read from. */
export interface GuardedModelStores {
  readonly catalog: Pick<CatalogStore, 'byName'>
  readonly targets: Pick<TargetStore, 'list'>
  readonly environments: Pick<EnvironmentStore, 'list'>
}

/** See `NativeTools.guarded`. Of models that share a name in several workspaces all are, since any may be meant. */
export async function guardedModels({
  catalog,
  targets,
  environments,
}: GuardedModelStores): Promise<readonly GuardedModels[]> {
  const guarded = new Set((await environments.list()).flatMap(({ name, isProtected }) => (isProtected ? [name] : [])))
  const named = (await targets.list(null)).filter(({ environment }) => guarded.has(environment)).flatMap(modelOf)
  const places = Map.groupBy(named, ({ source, environment }) => JSON.stringify([source, environment]))
  return Promise.all(
    [...places.values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { source, environment } = first
      return modelsIn(catalog, source, [...new Set(group.map(({ model }) => model))]).then((models) => {
        return { source, environment, models }
      })
    }),
  )
}

function modelOf({ environment, source, kind, nativeRef, registry, model }: TargetRow) {
  if (kind === 'DEPLOYMENT')
    return registry === null || model === null ? [] : [{ environment, source: registry, model }]
  const alias = aliasOf(nativeRef)
  return alias === null ? [] : [{ environment, source, model: alias.model }]
}

async function modelsIn(
  catalog: GuardedModelStores['catalog'],
  source: string,
  names: readonly string[],
): Promise<readonly MirroredObject[]> {
  const found: MirroredObject[] = []
  for (const name of names.toSorted()) found.push(...(await catalog.byName('Model', name, source)))
  return found
}
