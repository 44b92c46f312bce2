import { parseRef } from '../catalog/index.ts'
import type { SeenCatalogStore } from '../catalog/ports.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'
import type { TargetRow, TargetStore } from '../persistence/target-store.ts'

/** Targets that the caller may see: those in environments that it sees, for models or deployments that it sees. */
export function seenTargets(
  targets: Pick<TargetStore, 'list'>,
  environments: Pick<EnvironmentStore, 'list'>,
  store: SeenCatalogStore,
): Pick<TargetStore, 'list'> {
  return {
    async list(environment) {
      const names = new Set((await environments.list()).map(({ name }) => name))
      const rows = (await targets.list(environment)).filter((target) => names.has(target.environment))
      const seen = await Promise.all(rows.map((target) => seesSubject(store, target)))
      return rows.filter((_target, index) => seen[index])
    },
  }
}

async function seesSubject(store: SeenCatalogStore, target: TargetRow): Promise<boolean> {
  const { kind, source, nativeRef } = target
  if (kind === 'DEPLOYMENT') return seesDeployment(store, target)
  const parsed = parseRef(nativeRef)
  const readings = parsed.ok ? parsed.value : []
  const models = readings.flatMap((reading) => ('model' in reading ? [reading.model] : []))
  const found = await Promise.all(models.map((model) => store.byName('Model', model, source)))
  return found.some((objects) => objects.length > 0)
}

/** What nobody has deployed yet is there for whoever sees the model that it is to serve. */
async function seesDeployment(
  store: SeenCatalogStore,
  { source, nativeRef, registry, model }: TargetRow,
): Promise<boolean> {
  if ((await store.byName('Deployment', nativeRef, source)).length > 0) return true
  return registry !== null && model !== null && (await store.byName('Model', model, registry)).length > 0
}
