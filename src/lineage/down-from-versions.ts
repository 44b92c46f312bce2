import { environmentSteps } from './environment-steps.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { type AddSource, fileSteps } from './file-steps.ts'
import { originalIdOf, placeKey, refNear } from './native-index.ts'
import { servedBySteps } from './serving-steps.ts'
import type { StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'

/** Steps from versions to their models, to the copies made of them, and to where they are served. */
export async function downFromVersions(
  explorer: Explorer,
  nodes: readonly LineageNode[],
  table: StepTable,
): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'MODEL_VERSION')
  if (objects.length === 0) return
  const { catalog } = explorer.ports
  const live = explorer.present(await catalog.live.versions(objects, explorer.call))
  const [models, runs] = await Promise.all([
    catalog.byUids(objects.flatMap((object) => object.parentUid ?? [])),
    explorer.byNative(live.flatMap(({ object, record }) => refNear(object, 'Run', record.runId))),
    servedBySteps(explorer, objects, table),
  ])
  const modelByUid = new Map(models.flatMap((model) => (model === null ? [] : [[model.uid, model]])))
  // A copy carries the run of its original, so it is found among what that run made.
  const copies = Map.groupBy(await explorer.versionsMadeBy(runs), ({ object, record }) =>
    placeKey(object, originalIdOf(record) ?? ''),
  )
  // What lies before a version is shown with it when it is asked for by name, and is an end of a walk down.
  const addEnd: AddSource = (version, source, facts) => table.addEnd(version, source, facts)
  await Promise.all([fileSteps(explorer, live, addEnd), environmentSteps(explorer, live, addEnd)])
  for (const version of live) {
    const { object } = version
    const from = explorer.versionNode(version)
    const model = object.parentUid === null ? undefined : modelByUid.get(object.parentUid)
    if (model !== undefined) table.add(from, explorer.node(model), { kind: 'VERSION_OF', ...sinceMade(version) })
    for (const copy of copies.get(placeKey(object, object.nativeId)) ?? [])
      table.add(from, explorer.versionNode(copy), { kind: 'COPIED_TO', ...sinceMade(copy) })
  }
}
