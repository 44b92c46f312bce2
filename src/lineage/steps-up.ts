import { confidenceInRun } from '../kernel/recorded-lineage.ts'
import { codeNode } from './code-node.ts'
import { environmentSteps } from './environment-steps.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { type AddSource, fileSteps } from './file-steps.ts'
import type { Level } from './level.ts'
import { indexObjects, originalIdOf, refNear } from './native-index.ts'
import { runSubjects } from './run-subjects.ts'
import { runsAbove } from './runs-above.ts'
import { servingSteps } from './serving-steps.ts'
import { StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'
import { versionSteps } from './version-steps.ts'
import type { Expansion } from './walk.ts'

/** What the nodes of one level came from. A few tool calls per kind, however many nodes there are. */
export async function stepsUp(explorer: Explorer, level: Level): Promise<Expansion> {
  const table = new StepTable('UP', explorer.query.at)
  const { nodes } = level
  await Promise.all([
    upFromVersions(explorer, nodes, table),
    upFromRuns(explorer, nodes, table),
    upFromData(explorer, nodes, table),
    servingSteps(explorer, explorer.objectsOf(nodes, 'DEPLOYMENT'), table),
    upFromFiles(explorer, nodes, table),
    upFromAddresses(explorer, nodes, table),
    versionSteps(explorer, level, table),
  ])
  return table.expansion
}

async function upFromVersions(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const versions = explorer.objectsOf(nodes, 'MODEL_VERSION')
  if (versions.length === 0) return
  const live = explorer.present(await explorer.ports.catalog.live.versions(versions, explorer.call))
  const refs = live.flatMap(({ object, record }) => refNear(object, 'ModelVersion', originalIdOf(record)))
  const originals = indexObjects(await explorer.byNative(refs))
  // A copy carries the run of its original; only while that is gone, the run is what it came from.
  const firsts = live.filter(({ object, record }) => originals(object, originalIdOf(record)) === undefined)
  const runs = await runsAbove(
    explorer,
    firsts.flatMap(({ object, record }) => refNear(object, 'Run', record.runId)),
  )
  for (const version of live) {
    const { object, record } = version
    const to = explorer.versionNode(version)
    const original = originals(object, originalIdOf(record))
    if (original !== undefined) table.add(to, explorer.node(original), { ...sinceMade(version), kind: 'COPIED_TO' })
    const run = original === undefined ? runs(object, record.runId) : undefined
    if (run !== undefined) table.add(to, explorer.runNode(run), { ...sinceMade(version), kind: 'PRODUCED' })
  }
  await Promise.all([fileSteps(explorer, live, sourcesIn(table)), environmentSteps(explorer, live, sourcesIn(table))])
}

function sourcesIn(table: StepTable): AddSource {
  return (version, source, facts) => table.add(version, source, facts)
}

async function upFromRuns(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const runs = await explorer.liveRuns(explorer.objectsOf(nodes, 'RUN', 'EVALUATION'))
  const parentRefs = runs.flatMap(({ object, record }) => refNear(object, 'Run', record.parentRunId))
  const [subjectsOf, parents] = await Promise.all([runSubjects(explorer, runs), runsAbove(explorer, parentRefs)])
  for (const run of runs) {
    const to = explorer.runNode(run)
    const facts = sinceMade(run)
    for (const { node, facts: subject } of subjectsOf(run)) table.add(to, node, subject)
    const parent = parents(run.object, run.record.parentRunId)
    if (parent !== undefined) table.add(to, explorer.runNode(parent), { ...facts, kind: 'STARTED' })
    table.add(to, codeNode(run), { ...facts, kind: 'USED_BY' })
  }
}

async function upFromData(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const versions = explorer.objectsOf(nodes, 'DATA_VERSION')
  const parents = await explorer.ports.catalog.byUids(versions.flatMap((version) => version.parentUid ?? []))
  const byUid = new Map(parents.flatMap((parent) => (parent === null ? [] : [[parent.uid, parent]])))
  for (const version of versions) {
    const parent = version.parentUid === null ? undefined : byUid.get(version.parentUid)
    if (parent === undefined) continue
    const { observedAt, createdAt: validFrom } = version
    table.add(explorer.node(version), explorer.node(parent), { kind: 'VERSION_OF', observedAt, validFrom })
  }
}

async function upFromFiles(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const objects = explorer.objectsOf(nodes, 'ARTIFACT')
  if (objects.length === 0) return
  const models = explorer.present(await explorer.ports.catalog.live.loggedModels(objects, explorer.call))
  const refs = models.flatMap(({ object, record }) => refNear(object, 'Run', record.sourceRunId))
  const runs = await runsAbove(explorer, refs)
  for (const model of models) {
    const run = runs(model.object, model.record.sourceRunId)
    if (run === undefined) continue
    table.add(explorer.node(model.object), explorer.runNode(run), { kind: 'PRODUCED', ...sinceMade(model) })
  }
}

/** Files that no logged model stands for came of the run that their version names. */
async function upFromAddresses(explorer: Explorer, nodes: readonly LineageNode[], table: StepTable): Promise<void> {
  const files = nodes.flatMap((node) => {
    const version = explorer.files.get(node.id)
    return version === undefined ? [] : [{ node, version }]
  })
  if (files.length === 0) return
  const refs = files.flatMap(({ version }) => refNear(version.object, 'Run', version.record.runId))
  const runs = await runsAbove(explorer, refs)
  for (const { node, version } of files) {
    const run = runs(version.object, version.record.runId)
    const facts = { kind: 'PRODUCED' as const, ...sinceMade(version), confidence: confidenceInRun(version.record) }
    if (run !== undefined) table.add(node, explorer.runNode(run), facts)
  }
}
