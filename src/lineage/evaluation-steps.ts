import type { NativeRef } from '../catalog/index.ts'
import type { LoggedModelRecord } from '../connector/records.ts'
import type { Explorer } from './explorer.ts'
import { indexByNative, refNear } from './native-index.ts'
import { addTo, type StepTable } from './step-table.ts'
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
    return model === undefined
      ? []
      : measuringRuns(model.record).flatMap((id) => ({ node, run: refNear(ref, 'Run', id) }))
  })
  const objects = await explorer.byNative(measurements.flatMap(({ run }) => run))
  const runs = indexByNative(explorer.present(await catalog.live.runs(objects, explorer.call)))
  for (const {
    node,
    run: [ref],
  } of measurements) {
    const run = ref === undefined ? undefined : runs(ref, ref.nativeId)
    if (run === undefined) continue
    const to = explorer.runNode(run, true)
    const facts = { kind: 'EVALUATED' as const, observedAt: run.observedAt, validFrom: run.record.createdAt }
    addTo(table, node, explorer.step(to, { from: node, to }, facts))
  }
}

/** Runs that recorded metrics of a model which another run had made. */
function measuringRuns(model: LoggedModelRecord): readonly string[] {
  const runs = model.metrics.map((metric) => metric.runId).filter((id) => id !== null)
  return [...new Set(runs)].filter((id) => id !== model.sourceRunId)
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
