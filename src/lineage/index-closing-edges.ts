import type { LineageKey } from '../kernel/lineage-key.ts'
import type { EdgeName } from './edge-set.ts'
import type { IndexExplorer, MetNode } from './index-explorer.ts'
import type { IndexedEdge } from './index-ports.ts'
import { loggedModelKeyOf } from './logged-model-key.ts'
import type { LineageEdge, LineageNode } from './types.ts'

/**
 * Edges between nodes of one graph that no step led over: they join nodes that were reached on different ways, or lie
 * beyond its last level. Those that are known are left out. At most one read, of what lies between those nodes where that is not known.
 */
export async function indexClosingEdges(
  explorer: IndexExplorer,
  nodes: readonly LineageNode[],
  isKnown: (edge: EdgeName) => boolean,
): Promise<readonly LineageEdge[]> {
  const met = nodes.flatMap((node) => explorer.behind(node) ?? [])
  // A model may have thousands of versions, and each of those in the graph knows its model.
  const read = met.filter(({ node }) => node.kind !== 'MODEL')
  const standIns = standInsAmong(met)
  const unread = new Set(read.flatMap(({ key }) => (explorer.hasEdges(key, 'UP') ? [] : key)))
  const between = Map.groupBy(await edgesInto(explorer, unread, [...standIns.keys()]), ({ to }) => to)
  const own = new Map(met.map((each) => [each.key, [each]]))
  const found = read.flatMap((to) =>
    (between.get(to.key) ?? explorer.edges(to.key, 'UP')).flatMap((edge) => {
      const ends = (edge.kind === 'EVALUATED' ? standIns : own).get(edge.from) ?? []
      const news = ends.filter(({ node }) => !isKnown({ from: node.id, to: to.node.id, kind: edge.kind }))
      return news.map((from) => explorer.between(from, to, edge))
    }),
  )
  return [...found, ...edgesToModels(explorer, met)]
}

/** The edges from some nodes to others: those that a walk down has met, and what has to be read beside them. */
async function edgesInto(
  explorer: IndexExplorer,
  to: ReadonlySet<LineageKey>,
  from: readonly LineageKey[],
): Promise<readonly IndexedEdge[]> {
  const met = from.flatMap((key) => explorer.edges(key, 'DOWN')).filter((edge) => to.has(edge.to))
  const unmet = from.filter((key) => !explorer.hasEdges(key, 'DOWN'))
  return [...met, ...(await explorer.readBetween(unmet, [...to]))]
}

/** The nodes of the graph by key; of a logged model, also the versions of the graph that were registered from it. */
function standInsAmong(met: readonly MetNode[]): ReadonlyMap<LineageKey, readonly MetNode[]> {
  const pairs = met.flatMap((each) => {
    const model = loggedModelKeyOf(each.object)
    const own = { key: each.key, each }
    return model === null ? [own] : [own, { key: model, each }]
  })
  return new Map([...Map.groupBy(pairs, ({ key }) => key)].map(([key, group]) => [key, group.map(({ each }) => each)]))
}

function edgesToModels(explorer: IndexExplorer, met: readonly MetNode[]): readonly LineageEdge[] {
  const models = new Map(met.flatMap((each) => (each.object?.kind === 'Model' ? [[each.object.uid, each]] : [])))
  return met.flatMap((version) => {
    const { object } = version
    const model =
      object?.kind === 'ModelVersion' && object.parentUid !== null ? models.get(object.parentUid) : undefined
    if (object === null || model === undefined) return []
    const { source, observedAt, createdAt: validFrom } = object
    const facts = { source, observedAt, validFrom, sender: null, validTo: null, columns: null }
    const edge = { ...facts, kind: 'VERSION_OF', confidence: 'OBSERVED', basis: 'TOLD' } as const
    return [explorer.between(version, model, { ...edge, from: version.key, to: model.key })]
  })
}
