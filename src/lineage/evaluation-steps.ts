import { joinNativeId, type NativeRef } from '../catalog/index.ts'
import type { LoggedModelRecord } from '../connector/records.ts'
import type { Explorer } from './explorer.ts'
import { measuredModels } from './make-node.ts'
import { placeKey, refNear } from './native-index.ts'
import { addTo, type StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'

/** Each is a search by digest, the dearest call a tracker has. */
const searchesPerLevelMax = 8

/** Runs looked at per data version. */
const runsMax = 200

/**
 * Steps from versions, and from files that nobody registered, to the runs that measured them. Trackers do not say who
 * measured a logged model, only on which data; the runs that read this data and name the model are those.
 */
export async function evaluationSteps(
  explorer: Explorer,
  nodes: readonly LineageNode[],
  table: StepTable,
): Promise<void> {
  const subjects = await measuredSubjects(explorer, nodes)
  if (subjects.length === 0) return
  const { catalog } = explorer.ports
  const models = explorer.present(
    await catalog.live.loggedModels(await explorer.byNative(subjects.map(({ ref }) => ref)), explorer.call),
  )
  const refs = models.flatMap(({ object, record }) =>
    measuredData(record).flatMap((id) => refNear(object, 'DataVersion', id)),
  )
  const data = await explorer.byNative(refs)
  if (data.length > searchesPerLevelMax) explorer.isPartial = true
  const related = await catalog.relations.runsByData(data.slice(0, searchesPerLevelMax), runsMax, explorer.call)
  explorer.note(related.faults)
  const runs = related.groups.flatMap((group) => group.items)
  const byModel = Map.groupBy(
    runs.flatMap((run) => measuredModels(run.record).map((id) => ({ run, key: placeKey(run.object, id) }))),
    ({ key }) => key,
  )
  for (const { node, ref } of subjects) {
    for (const { run } of byModel.get(placeKey(ref, ref.nativeId)) ?? []) {
      const to = explorer.runNode(run)
      const facts = { kind: 'EVALUATED' as const, observedAt: run.observedAt, validFrom: run.record.createdAt }
      addTo(table, node, explorer.step(to, { from: node, to }, facts))
    }
  }
}

/** Native ids of the data that a model was measured on. */
function measuredData(model: LoggedModelRecord): readonly string[] {
  return model.metrics.flatMap(({ datasetName, datasetDigest }) =>
    datasetName === null || datasetDigest === null ? [] : [joinNativeId(datasetName, datasetDigest)],
  )
}

async function measuredSubjects(
  explorer: Explorer,
  nodes: readonly LineageNode[],
): Promise<readonly { readonly node: LineageNode; readonly ref: NativeRef }[]> {
  const versions = explorer.present(
    await explorer.ports.catalog.live.versions(explorer.objectsOf(nodes, 'MODEL_VERSION'), explorer.call),
  )
  const loggedBy = new Map(versions.map(({ object, record }) => [object.uid, record.loggedModelId]))
  return nodes.flatMap((node) => {
    const object = explorer.objectOf(node)
    if (object === null) return []
    const nativeId = object.kind === 'LoggedModel' ? object.nativeId : (loggedBy.get(object.uid) ?? null)
    return refNear(object, 'LoggedModel', nativeId).map((ref) => ({ node, ref }))
  })
}
