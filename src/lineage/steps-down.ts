import type { MirroredObject } from '../catalog/index.ts'
import { endpointFacts } from '../kernel/virtual-nodes.ts'
import { dataProperties } from './data-properties.ts'
import { downFromRuns } from './down-from-runs.ts'
import { downFromVersions } from './down-from-versions.ts'
import { evaluationSteps } from './evaluation-steps.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { isLive as isLiveNode } from './is-live.ts'
import type { Level } from './level.ts'
import { listAll } from './list-all.ts'
import { loggedModelNodes } from './logged-model-nodes.ts'
import { virtualNodeOf } from './make-node.ts'
import { refNear } from './native-index.ts'
import { runsPerNodeMax } from './started-runs.ts'
import { StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'
import { versionSteps } from './version-steps.ts'
import type { Expansion } from './walk.ts'

/** What came of the nodes of one level. */
export async function stepsDown(explorer: Explorer, level: Level): Promise<Expansion> {
  const table = new StepTable('DOWN', explorer.query.at)
  const { nodes } = level
  await Promise.all([
    downFromDatasets(explorer, nodes, table),
    downFromVersions(explorer, nodes, table),
    downFromDeployments(explorer, nodes, table),
    evaluationSteps(explorer, nodes, table),
    downFromFiles(explorer, level, table),
    versionSteps(explorer, level, table),
  ])
  // Data and runs lead to very many, and to nothing that the others do not: beyond the last level one neighbour will do.
  if (level.isBeyond && table.leadsOn(level.isKnown)) return table.expansion
  await Promise.all([downFromData(explorer, nodes, table), downFromRuns(explorer, level, table)])
  return table.expansion
}

async function downFromDatasets(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  for (const dataset of explorer.objectsOf(nodes, 'DATASET')) {
    const from = explorer.node(dataset)
    for (const version of await dataVersionsOf(explorer, dataset)) {
      const { observedAt, createdAt: validFrom } = version
      const to = explorer.node(version, dataProperties(version, explorer.query))
      table.add(from, to, { kind: 'VERSION_OF', observedAt, validFrom })
    }
  }
}

async function dataVersionsOf(explorer: Explorer, dataset: MirroredObject): Promise<readonly MirroredObject[]> {
  const query = { kind: 'DataVersion', parentUid: dataset.uid, order: 'NEWEST' } as const
  // One more than fits, so that the walk sees that it had to leave some out.
  return (await listAll(explorer, query, explorer.query.maxNodes + 1)).objects
}

async function downFromData(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const data = explorer.objectsOf(nodes, 'DATA_VERSION')
  if (data.length === 0) return
  const related = await explorer.ports.catalog.relations.runsByData(data, runsPerNodeMax, explorer.call)
  explorer.note(related.faults)
  await explorer.learn(related.groups.flatMap(({ items }) => items))
  for (const { objects, items } of related.groups) {
    if (items.length >= runsPerNodeMax) explorer.isPartial = true
    const from = objects[0] === undefined ? null : explorer.node(objects[0])
    for (const run of items) {
      explorer.touch(run.object.source, run.observedAt)
      table.add(from, explorer.runNode(run), { kind: 'CONSUMED', ...sinceMade(run) })
    }
  }
}

/** Met on the way, a logged model has no versions, or they stand for it; asked about itself, it leads to them. */
async function downFromFiles(explorer: Explorer, { nodes, root }: Level, table: StepTable): Promise<void> {
  const [model] = nodes.includes(root) ? explorer.objectsOf([root], 'ARTIFACT') : []
  if (model === undefined) return
  const standIns = await loggedModelNodes(explorer, refNear(model, 'LoggedModel', model.nativeId))
  for (const node of standIns(model, model.nativeId)) {
    const version = explorer.versions.get(node.id)
    if (version !== undefined) table.add(root, node, { kind: 'REGISTERED_AS', ...sinceMade(version) })
  }
}

async function downFromDeployments(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'DEPLOYMENT')
  if (objects.length === 0) return
  for (const deployment of explorer.present(await explorer.ports.catalog.live.deployments(objects, explorer.call))) {
    const { object, record, observedAt } = deployment
    const from = explorer.deploymentNode(deployment)
    const isLive = from !== null && isLiveNode(from)
    for (const { protocol, url } of record.endpoints) {
      const facts = endpointFacts({ source: object.source, protocol, url, isLive })
      const to = virtualNodeOf({ ...facts, subject: object })
      table.add(from, to, { kind: 'EXPOSED_AT', observedAt, validFrom: null })
    }
  }
}
