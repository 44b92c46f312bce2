import type { LiveRun, NativeRef } from '../catalog/index.ts'
import { codeNode } from './code-node.ts'
import { dataProperties } from './data-properties.ts'
import type { Explorer } from './explorer.ts'
import { loggedModelNodes } from './logged-model-nodes.ts'
import { measuredModels } from './make-node.ts'
import { indexByNative, indexObjects, type NativeIndex, originalIdOf, refNear } from './native-index.ts'
import { addTo, type StepTable } from './step-table.ts'
import type { LineageEdgeKind, LineageNode } from './types.ts'
import { versionSteps } from './version-steps.ts'
import { wholeRuns } from './whole-runs.ts'

/** What the nodes of one level came from. A few tool calls per kind, however many nodes there are. */
export async function stepsUp(
  explorer: Explorer,
  nodes: readonly LineageNode[],
  root: LineageNode,
): Promise<StepTable> {
  const table: StepTable = new Map()
  await Promise.all([
    upFromVersions(explorer, nodes, table),
    upFromRuns(explorer, nodes, table),
    upFromData(explorer, nodes, table),
    upFromDeployments(explorer, nodes, table),
    upFromFiles(explorer, nodes, table),
    // A model is a name for its versions: asked about itself, it stands for all of them; met on the way, it is an end.
    root.kind === 'MODEL' && nodes.includes(root) ? versionSteps(explorer, root, table) : undefined,
  ])
  return table
}

async function upFromVersions(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const versions = explorer.objectsOf(nodes, 'MODEL_VERSION')
  if (versions.length === 0) return
  const live = explorer.present(await explorer.ports.catalog.live.versions(versions, explorer.call))
  const refs = live.flatMap(({ object, record }) => refNear(object, 'ModelVersion', originalIdOf(record)))
  const originals = indexObjects(await explorer.byNative(refs))
  // A copy carries the run of its original; only while that is gone, the run is what it came from.
  const firsts = live.filter(({ object, record }) => originals(object, originalIdOf(record)) === undefined)
  const runs = await liveRuns(
    explorer,
    firsts.flatMap(({ object, record }) => refNear(object, 'Run', record.runId)),
  )
  for (const { object, record, observedAt } of live) {
    const to = explorer.node(object)
    const facts = { observedAt, validFrom: record.createdAt }
    const original = originals(object, originalIdOf(record))
    const copied = original === undefined ? null : explorer.node(original)
    addTo(table, to, explorer.step(copied, { from: copied, to }, { ...facts, kind: 'COPIED_TO' }))
    const run = runs(object, record.runId)
    const from = original !== undefined || run === undefined ? null : explorer.runNode(run)
    if (run !== undefined) explorer.producers.add(run.object.uid)
    addTo(table, to, explorer.step(from, { from, to }, { ...facts, kind: 'PRODUCED' }))
  }
}

async function upFromRuns(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'RUN', 'EVALUATION')
  if (objects.length === 0) return
  const { catalog } = explorer.ports
  const runs = await wholeRuns(explorer, explorer.present(await catalog.live.runs(objects, explorer.call)))
  const [inputs, parents, standIns] = await Promise.all([
    catalog.inputsOfRuns(runs),
    liveRuns(
      explorer,
      runs.flatMap(({ object, record }) => refNear(object, 'Run', record.parentRunId)),
    ),
    loggedModelNodes(
      explorer,
      runs.flatMap(({ object, record }) => measuredModels(record).flatMap((id) => refNear(object, 'LoggedModel', id))),
    ),
  ])
  for (const run of runs) {
    const { object, record } = run
    const to = explorer.runNode(run)
    const facts = { observedAt: run.observedAt, validFrom: record.createdAt }
    const add = (from: LineageNode | null, kind: LineageEdgeKind) =>
      addTo(table, to, explorer.step(from, { from, to }, { ...facts, kind }))
    for (const { dataVersion } of inputs.get(object.uid) ?? [])
      add(explorer.node(dataVersion, dataProperties(explorer, dataVersion)), 'CONSUMED')
    const parent = parents(object, record.parentRunId)
    if (parent !== undefined) add(explorer.runNode(parent), 'STARTED')
    add(codeNode(run), 'USED_BY')
    for (const standIn of measuredModels(record).flatMap((id) => standIns(object, id))) add(standIn, 'EVALUATED')
  }
}

async function upFromData(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const versions = explorer.objectsOf(nodes, 'DATA_VERSION')
  const parents = await explorer.ports.catalog.byUids(versions.flatMap((version) => version.parentUid ?? []))
  const byUid = new Map(parents.flatMap((parent) => (parent === null ? [] : [[parent.uid, parent]])))
  for (const version of versions) {
    const parent = version.parentUid === null ? undefined : byUid.get(version.parentUid)
    const from = parent === undefined ? null : explorer.node(parent)
    const to = explorer.node(version)
    const facts = { kind: 'VERSION_OF' as const, observedAt: version.observedAt, validFrom: version.createdAt }
    addTo(table, to, explorer.step(from, { from, to }, facts))
  }
}

async function upFromDeployments(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const deployments = explorer.objectsOf(nodes, 'DEPLOYMENT')
  if (deployments.length === 0) return
  const links = explorer.links(await explorer.ports.serving.versionsServedBy(deployments, explorer.call))
  for (const link of links) {
    const from = explorer.node(link.version)
    const to = explorer.node(link.deployment)
    const confidence = link.match === 'DECLARED' ? ('DECLARED' as const) : ('INFERRED' as const)
    addTo(
      table,
      to,
      explorer.step(
        from,
        { from, to },
        { kind: 'SERVED_BY', observedAt: link.observedAt, validFrom: null, confidence },
      ),
    )
  }
}

async function upFromFiles(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'ARTIFACT')
  if (objects.length === 0) return
  const models = explorer.present(await explorer.ports.catalog.live.loggedModels(objects, explorer.call))
  const runs = await liveRuns(
    explorer,
    models.flatMap(({ object, record }) => refNear(object, 'Run', record.sourceRunId)),
  )
  for (const { object, record, observedAt } of models) {
    const run = runs(object, record.sourceRunId)
    const from = run === undefined ? null : explorer.runNode(run)
    const to = explorer.node(object)
    addTo(table, to, explorer.step(from, { from, to }, { kind: 'PRODUCED', observedAt, validFrom: record.createdAt }))
  }
}

async function liveRuns(explorer: Explorer, refs: readonly NativeRef[]): Promise<NativeIndex<LiveRun>> {
  const objects = await explorer.byNative(refs)
  if (objects.length === 0) return () => undefined
  return indexByNative(explorer.present(await explorer.ports.catalog.live.runs(objects, explorer.call)))
}
