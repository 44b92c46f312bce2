import type { LiveModelVersion, LiveRun, MirroredKind, MirroredObject } from '../catalog/index.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { confidenceInRun } from '../kernel/recorded-lineage.ts'
import { codeNode } from './code-node.ts'
import { type EdgeFacts, edgeOf } from './edge-of.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { originalIdOf, type Place, placeKey } from './native-index.ts'
import type { LineageEdge, LineageNode } from './types.ts'

/**
 * Edges between nodes of one graph as their own facts tell them, without a call. A walk finds the edges that it goes
 * over; others join nodes that it reached on different ways, or lie beyond its last level.
 */
export function closingEdges(explorer: Explorer, nodes: readonly LineageNode[]): readonly LineageEdge[] {
  const graph = indexNodes(explorer, nodes)
  const found = nodes.flatMap((node) => [
    ...edgesOfRun(explorer, node, graph),
    ...edgesOfVersion(explorer.versions.get(node.id), node, graph),
    ...edgesOfFiles(explorer.files.get(node.id), node, graph),
    ...edgesOfParent(explorer.objectOf(node), node, graph),
  ])
  return found.flatMap(({ from, to, facts }) => edgeOf({ from, to }, facts, explorer.query.at) ?? [])
}

interface Found {
  readonly from: LineageNode | null
  readonly to: LineageNode | null
  readonly facts: EdgeFacts
}

interface NodeIndex {
  byUid(uid: string | null): LineageNode | null
  byId(id: string | undefined): LineageNode | null
  find(kind: MirroredKind, near: Place, nativeId: string | null): LineageNode | null
  /** Versions registered from a logged model, copies left out, and the logged model itself. */
  ofLoggedModel(near: Place, id: string): readonly LineageNode[]
}

function indexNodes(explorer: Explorer, nodes: readonly LineageNode[]): NodeIndex {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const objects = nodes.flatMap((node) => {
    const object = explorer.objectOf(node)
    return object === null ? [] : [{ node, object }]
  })
  const byUid = new Map<string, LineageNode>(objects.map(({ node, object }) => [object.uid, node]))
  const byName = new Map(objects.map(({ node, object }) => [keyOf(object.kind, object, object.nativeId), node]))
  const ofModel = Map.groupBy(objects, ({ node, object }) => loggedModelKey(explorer.versions.get(node.id), object))
  return {
    byUid: (uid) => (uid === null ? null : (byUid.get(uid) ?? null)),
    byId: (id) => (id === undefined ? null : (byId.get(id) ?? null)),
    find: (kind, near, nativeId) => (nativeId === null ? null : (byName.get(keyOf(kind, near, nativeId)) ?? null)),
    ofLoggedModel: (near, id) => (ofModel.get(keyOf('LoggedModel', near, id)) ?? []).map(({ node }) => node),
  }
}

function keyOf(kind: MirroredKind, place: Place, nativeId: string): string {
  return `${kind} ${placeKey(place, nativeId)}`
}

function loggedModelKey(version: LiveModelVersion | undefined, object: MirroredObject): string | null {
  if (object.kind === 'LoggedModel') return keyOf('LoggedModel', object, object.nativeId)
  const id = version === undefined || version.record.copiedFrom !== null ? null : version.record.loggedModelId
  return id === null ? null : keyOf('LoggedModel', object, id)
}

function edgesOfRun(explorer: Explorer, node: LineageNode, graph: NodeIndex): readonly Found[] {
  const run = explorer.runs.get(node.id)
  if (run === undefined) return []
  const { object, record } = run
  const into = (from: LineageNode | null, kind: EdgeFacts['kind']) => ({
    from,
    to: node,
    facts: { ...sinceMade(run), kind },
  })
  return [
    into(graph.find('Run', object, record.parentRunId), 'STARTED'),
    into(graph.byId(codeNode(run)?.id), 'USED_BY'),
    ...dataOf(run).map((nativeId) => into(graph.find('DataVersion', object, nativeId), 'CONSUMED')),
    ...explorer.measurements
      .of(run)
      .flatMap((id) => graph.ofLoggedModel(object, id).map((from) => into(from, 'EVALUATED'))),
  ]
}

function dataOf({ record }: LiveRun): readonly string[] {
  return record.inputs.map(({ name, digest }) => joinNativeId(name, digest))
}

function edgesOfVersion(version: LiveModelVersion | undefined, to: LineageNode, graph: NodeIndex): readonly Found[] {
  if (version === undefined) return []
  const { object, record } = version
  const facts = sinceMade(version)
  const original = graph.find('ModelVersion', object, originalIdOf(record))
  if (original !== null) return [{ from: original, to, facts: { ...facts, kind: 'COPIED_TO' } }]
  // A copy carries the run of its original, which may exist outside this graph.
  if (record.copiedFrom !== null) return []
  return [{ from: graph.find('Run', object, record.runId), to, facts: { ...facts, kind: 'PRODUCED' } }]
}

function edgesOfFiles(version: LiveModelVersion | undefined, to: LineageNode, graph: NodeIndex): readonly Found[] {
  if (version === undefined) return []
  const from = graph.find('Run', version.object, version.record.runId)
  const facts = { ...sinceMade(version), kind: 'PRODUCED' as const, confidence: confidenceInRun(version.record) }
  return [{ from, to, facts }]
}

/** A version points at its model, and a dataset at its data versions; a logged model that no version holds came of a run. */
function edgesOfParent(object: MirroredObject | null, node: LineageNode, graph: NodeIndex): readonly Found[] {
  if (object === null) return []
  const { observedAt, createdAt: validFrom } = object
  const facts = { observedAt, validFrom, kind: 'VERSION_OF' } as const
  const parent = graph.byUid(object.parentUid)
  if (object.kind === 'ModelVersion') return [{ from: node, to: parent, facts }]
  if (object.kind === 'DataVersion') return [{ from: parent, to: node, facts }]
  if (object.kind !== 'LoggedModel') return []
  const run = graph.find('Run', object, object.facts.sourceRunId ?? null)
  return [{ from: run, to: node, facts: { ...facts, kind: 'PRODUCED' } }]
}
