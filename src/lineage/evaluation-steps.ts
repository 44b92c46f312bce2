import type { MirroredObject, NativeRef } from '../catalog/index.ts'
import { runsMeasuring } from '../kernel/recorded-lineage.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { indexByNative, refNear } from './native-index.ts'
import type { StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'

/**
 * Steps from versions, and from files that nobody registered, to the runs that measured them: a logged model's metrics
 * name the runs that recorded them.
 */
export async function evaluationSteps(
  explorer: Explorer,
  nodes: readonly LineageNode[],
  table: StepTable,
): Promise<void> {
  const subjects = await measuredSubjects(explorer, nodes)
  if (subjects.length === 0) return
  const { catalog } = explorer.ports
  const loggedModels = await explorer.byNative(subjects.map(({ ref }) => ref))
  const models = indexByNative(explorer.present(await catalog.live.loggedModels(loggedModels, explorer.call)))
  const measurements = subjects.flatMap(({ node, ref }) => {
    const model = models(ref, ref.nativeId)
    const runs = model === undefined ? [] : runsMeasuring(model.record)
    return runs.map((runId) => ({ node, loggedModel: ref, runId }))
  })
  const runRefs = measurements.flatMap(({ loggedModel, runId }) => refNear(loggedModel, 'Run', runId))
  const runs = indexByNative(await explorer.liveRuns(await explorer.byNative(runRefs)))
  for (const { node, loggedModel, runId } of measurements) {
    const run = runs(loggedModel, runId)
    if (run === undefined) continue
    explorer.measurements.note(run, [loggedModel.nativeId])
    table.add(node, explorer.runNode(run), { kind: 'EVALUATED', ...sinceMade(run) })
  }
}

async function measuredSubjects(
  explorer: Explorer,
  nodes: readonly LineageNode[],
): Promise<readonly { readonly node: LineageNode; readonly ref: NativeRef }[]> {
  const versions = explorer.present(
    await explorer.ports.catalog.live.versions(explorer.objectsOf(nodes, 'MODEL_VERSION'), explorer.call),
  )
  const records = new Map(versions.map(({ object, record }) => [object.uid, record]))
  const loggedModelOf = (object: MirroredObject) => {
    if (object.kind === 'LoggedModel') return object.nativeId
    const record = records.get(object.uid)
    // A copy has the same logged model; the evaluation was of the version that it was copied from.
    return record === undefined || record.copiedFrom !== null ? null : record.loggedModelId
  }
  return nodes.flatMap((node) => {
    const object = explorer.objectOf(node)
    return object === null ? [] : refNear(object, 'LoggedModel', loggedModelOf(object)).map((ref) => ({ node, ref }))
  })
}
