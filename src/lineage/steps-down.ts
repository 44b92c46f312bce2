import type { Live, LiveRun, MirroredObject } from '../catalog/index.ts'
import type { ModelVersionRecord } from '../connector/records.ts'
import { dataProperties } from './data-properties.ts'
import { evaluationSteps } from './evaluation-steps.ts'
import type { Explorer } from './explorer.ts'
import { virtualNode } from './make-node.ts'
import { indexByNative, indexObjects, originalIdOf, placeKey, refNear } from './native-index.ts'
import { runsPerNodeMax, startedRuns } from './started-runs.ts'
import { addTo, type StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'
import { versionSteps } from './version-steps.ts'

/** What came of the nodes of one level. */
export async function stepsDown(
  explorer: Explorer,
  nodes: readonly LineageNode[],
  root: LineageNode,
): Promise<StepTable> {
  const table: StepTable = new Map()
  await Promise.all([
    downFromDatasets(explorer, nodes, table),
    downFromData(explorer, nodes, table),
    downFromRuns(explorer, nodes, table),
    downFromVersions(explorer, nodes, table),
    downFromDeployments(explorer, nodes, table),
    evaluationSteps(explorer, nodes, table),
    root.kind === 'MODEL' && nodes.includes(root) ? versionSteps(explorer, root, table) : undefined,
  ])
  return table
}

async function downFromDatasets(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const datasets = explorer.objectsOf(nodes, 'DATASET')
  for (const dataset of datasets) {
    const from = explorer.node(dataset)
    for (const version of await dataVersionsOf(explorer, dataset)) {
      const to = explorer.node(version, dataProperties(explorer, version))
      const facts = { kind: 'VERSION_OF' as const, observedAt: version.observedAt, validFrom: version.createdAt }
      addTo(table, from, explorer.step(to, { from, to }, facts))
    }
  }
}

async function dataVersionsOf(explorer: Explorer, dataset: MirroredObject): Promise<readonly MirroredObject[]> {
  const query = { kind: 'DataVersion', parentUid: dataset.uid, order: 'NEWEST' } as const
  const versions: MirroredObject[] = []
  let after = null
  do {
    const { page } = await explorer.ports.catalog.list(query, { first: 100, after }, explorer.call)
    versions.push(...page.items.map(({ item }) => item))
    after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
    // One more than fits, so that the walk sees that it had to leave some out.
  } while (after !== null && versions.length <= explorer.query.maxNodes)
  return versions
}

async function downFromData(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const data = explorer.objectsOf(nodes, 'DATA_VERSION')
  if (data.length === 0) return
  const related = await explorer.ports.catalog.relations.runsByData(data, runsPerNodeMax, explorer.call)
  explorer.note(related.faults)
  for (const { objects, items } of related.groups) {
    const [object] = objects
    if (items.length >= runsPerNodeMax) explorer.isPartial = true
    if (object !== undefined) addRuns(explorer, table, { from: explorer.node(object), runs: items, kind: 'CONSUMED' })
  }
}

async function downFromRuns(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'RUN', 'EVALUATION')
  if (objects.length === 0) return
  const { catalog } = explorer.ports
  const [related, children] = await Promise.all([
    catalog.relations.versionsOfRuns(objects, explorer.call),
    startedRuns(explorer, objects),
  ])
  explorer.note(related.faults)
  const versions = related.groups.flatMap((group) => group.items)
  const made = indexByNative(versions)
  const runs = indexObjects(objects)
  for (const { parent, started } of children)
    addRuns(explorer, table, { from: explorer.node(parent), runs: started, kind: 'STARTED' })
  for (const version of versions) {
    const run = runs(version.object, version.record.runId)
    // A copy carries the run of its original; it came of that original and not straight of the run.
    if (run === undefined || made(version.object, originalIdOf(version.record)) !== undefined) continue
    addVersion(explorer, table, { from: explorer.node(run), version, kind: 'PRODUCED' })
  }
  await addUnregistered(explorer, table, { objects, versions })
}

async function downFromVersions(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'MODEL_VERSION')
  if (objects.length === 0) return
  const { catalog } = explorer.ports
  const live = explorer.present(await catalog.live.versions(objects, explorer.call))
  const [models, runs] = await Promise.all([
    catalog.byUids(objects.flatMap((object) => object.parentUid ?? [])),
    explorer.byNative(live.flatMap(({ object, record }) => refNear(object, 'Run', record.runId))),
    addServing(explorer, table, objects),
  ])
  const modelByUid = new Map(models.flatMap((model) => (model === null ? [] : [[model.uid, model]])))
  const related = await catalog.relations.versionsOfRuns(runs, explorer.call)
  explorer.note(related.faults)
  const copies = Map.groupBy(
    related.groups.flatMap((group) => group.items),
    ({ object, record }) => placeKey(object, originalIdOf(record) ?? ''),
  )
  for (const { object, record, observedAt } of live) {
    const from = explorer.node(object)
    const model = object.parentUid === null ? undefined : modelByUid.get(object.parentUid)
    const to = model === undefined ? null : explorer.node(model)
    addTo(table, from, explorer.step(to, { from, to }, { kind: 'VERSION_OF', observedAt, validFrom: record.createdAt }))
    for (const version of copies.get(placeKey(object, object.nativeId)) ?? [])
      addVersion(explorer, table, { from, version, kind: 'COPIED_TO' })
  }
}

/** Where versions are served now. Where they were served at a past moment is not known yet. */
async function addServing(explorer: Explorer, table: StepTable, versions: readonly MirroredObject[]): Promise<void> {
  if (explorer.query.at !== null) return
  for (const link of explorer.links(await explorer.ports.serving.servedBy(versions, explorer.call))) {
    const from = explorer.node(link.version)
    const to = explorer.node(link.deployment, { state: link.state })
    const confidence = link.match === 'DECLARED' ? ('DECLARED' as const) : ('INFERRED' as const)
    const facts = { kind: 'SERVED_BY' as const, observedAt: link.observedAt, validFrom: null, confidence }
    addTo(table, from, explorer.step(to, { from, to }, facts))
  }
}

async function downFromDeployments(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'DEPLOYMENT')
  if (objects.length === 0) return
  for (const { object, record, observedAt } of explorer.present(
    await explorer.ports.catalog.live.deployments(objects, explorer.call),
  )) {
    const isLive = record.versions.some((version) => version.state === 'READY')
    const from = explorer.node(object, { state: isLive ? 'READY' : 'UNAVAILABLE' })
    for (const { protocol, url } of record.endpoints) {
      const facts = { name: url, source: object.source, properties: { protocol, url, isLive } }
      const to = virtualNode('ENDPOINT', [protocol, url], facts)
      addTo(table, from, explorer.step(to, { from, to }, { kind: 'EXPOSED_AT', observedAt, validFrom: null }))
    }
  }
}

interface Unregistered {
  readonly objects: readonly MirroredObject[]
  readonly versions: readonly Live<ModelVersionRecord>[]
}

/** Models that runs logged and nobody registered are files that came of the run. */
async function addUnregistered(
  explorer: Explorer,
  table: StepTable,
  { objects, versions }: Unregistered,
): Promise<void> {
  const registered = new Set(versions.map((version) => version.record.loggedModelId))
  const runs = explorer.present(await explorer.ports.catalog.live.runs(objects, explorer.call))
  const leftOver = runs.map((run) => ({ run, ids: run.record.outputModelIds.filter((id) => !registered.has(id)) }))
  const refs = leftOver.flatMap(({ run, ids }) => ids.flatMap((id) => refNear(run.object, 'LoggedModel', id)))
  const models = indexObjects(await explorer.byNative(refs))
  for (const { run, ids } of leftOver) {
    const from = explorer.node(run.object)
    for (const model of ids.flatMap((id) => models(run.object, id) ?? [])) {
      const to = explorer.node(model)
      addTo(
        table,
        from,
        explorer.step(to, { from, to }, { kind: 'PRODUCED', observedAt: run.observedAt, validFrom: model.createdAt }),
      )
    }
  }
}

interface RunSteps {
  readonly from: LineageNode | null
  readonly runs: readonly LiveRun[]
  readonly kind: 'CONSUMED' | 'STARTED'
}

function addRuns(explorer: Explorer, table: StepTable, { from, runs, kind }: RunSteps): void {
  for (const run of runs) {
    explorer.touch(run.object.source, run.observedAt)
    const to = explorer.runNode(run)
    addTo(
      table,
      from,
      explorer.step(to, { from, to }, { kind, observedAt: run.observedAt, validFrom: run.record.createdAt }),
    )
  }
}

interface VersionStep {
  readonly from: LineageNode | null
  readonly version: Live<ModelVersionRecord>
  readonly kind: 'PRODUCED' | 'COPIED_TO'
}

function addVersion(explorer: Explorer, table: StepTable, { from, version, kind }: VersionStep): void {
  explorer.touch(version.object.source, version.observedAt)
  const to = explorer.node(version.object)
  addTo(
    table,
    from,
    explorer.step(to, { from, to }, { kind, observedAt: version.observedAt, validFrom: version.record.createdAt }),
  )
}
