import type { MirroredObject } from '../catalog/index.ts'
import { contractHidden } from './contract-hidden.ts'
import type { EdgeName } from './edge-set.ts'
import type { LineageSight } from './ports.ts'
import { depthOf, type RestrictedGraph, restrict, withoutHidden } from './restrict.ts'
import { WalkSight } from './sight.ts'
import type { LineageEdge, LineageGraph, LineageNode, LineageQuery } from './types.ts'
import { type Expansion, startWalk, type Walk, type WalkBudget, type WalkResult } from './walk.ts'

/** The most nodes an answer may hold. */
export const nodesMax = 10_000

/** Edges an answer may hold, for each node it may hold. */
const edgesPerNode = 5

/** Nodes whose neighbours are wanted, each way. */
export interface Frontier {
  readonly up: readonly LineageNode[]
  readonly down: readonly LineageNode[]
  readonly root: LineageNode
  /** Set beyond the last level that is shown: one new neighbour then tells that more follows, and the rest need not be found. */
  readonly isBeyond: boolean
  /** Whether a node is part of the graph. */
  isKnown(id: string): boolean
}

/** Where a walk finds what hangs together. */
export interface Ground {
  /** Objects behind a node, all of which the caller has to see; none for what only lineage knows. */
  objectsOf(node: LineageNode): readonly MirroredObject[]
  steps(frontier: Frontier): Promise<{ readonly up: Expansion; readonly down: Expansion }>
  /** Edges between nodes of one graph that no step led over; those that are known may be left out. */
  closingEdges(nodes: readonly LineageNode[], isKnown: (edge: EdgeName) => boolean): Promise<readonly LineageEdge[]>
}

/** The part of an answer that follows from what hangs together and from what the caller may see. */
export type WalkedGraph = Pick<
  LineageGraph,
  'root' | 'nodes' | 'edges' | 'truncation' | 'depthReached' | 'nodesOmitted'
>

/** From where, how far, and for whom. */
export interface WalkPlan {
  readonly root: LineageNode
  readonly query: LineageQuery
  readonly sight: LineageSight
  /** Ends the walk with what it has. */
  readonly signal: AbortSignal
}

/** Walks over everything there is, and shows what the caller may see of it. */
export async function walkFrom(
  ground: Ground,
  { root, query, sight: lineageSight, signal }: WalkPlan,
): Promise<WalkedGraph> {
  const sight = new WalkSight(lineageSight, root, query.at)
  const isShown = (node: LineageNode) => node.id === root.id || query.kinds === null || query.kinds.includes(node.kind)
  const mayCount = (node: LineageNode) => sight.mayCount(node)
  const walk = startWalk(root, query.direction, {
    budget: budgetOf(query),
    isShown: (node) => isShown(node) && mayCount(node),
    mayCount,
  })
  await goOn(ground, walk, { root, sight, signal })
  walk.connect(await ground.closingEdges(walk.result().nodes, (edge) => walk.hasEdge(edge)))
  const result = walk.result()
  const hidden = sight.hiddenOf(result.nodes, result.edges, ground)
  const shown = shownOf(result, { hidden, isShown, query, hiddenId: (beside) => lineageSight.hiddenId(beside) })
  return {
    root,
    nodes: shown.nodes,
    edges: shown.edges,
    truncation: result.truncation ?? (shown.isCut ? 'EDGES' : null),
    depthReached: hidden.size === 0 ? result.depthReached : depthOf(root.id, shown),
    nodesOmitted: result.nodesOmitted,
  }
}

/** Walking over nodes that are not shown is bounded too, or a filter would make the walk endless. */
export function budgetOf(query: LineageQuery): WalkBudget {
  const edgesMax = (query.kinds === null ? query.maxNodes : nodesMax) * edgesPerNode
  return { depth: query.depth, nodesMax: query.maxNodes, walkedMax: nodesMax, edgesMax }
}

interface Showing {
  readonly hidden: ReadonlySet<string>
  readonly isShown: (node: LineageNode) => boolean
  readonly query: LineageQuery
  readonly hiddenId: (beside: readonly string[]) => string
}

/** Where only some kinds are asked for, an opaque node would tell its kind, so hidden ones are left out with their paths. */
function shownOf(
  result: WalkResult,
  { hidden, isShown, query, hiddenId }: Showing,
): RestrictedGraph & { isCut: boolean } {
  if (query.kinds === null) return { ...restrict(result, hidden, hiddenId), isCut: false }
  return contractHidden(withoutHidden(result, hidden), isShown, query.maxNodes * edgesPerNode)
}

interface Going {
  readonly root: LineageNode
  readonly sight: WalkSight
  readonly signal: AbortSignal
}

/** Level by level until nothing follows or the time is over. A level that was cut short is left out, as half of it may be wrong. */
async function goOn(ground: Ground, walk: Walk, { root, sight, signal }: Going): Promise<void> {
  while (!walk.isOver) {
    const { up, down } = await ground.steps({
      root,
      up: walk.frontier('UP'),
      down: walk.frontier('DOWN'),
      isBeyond: walk.isBeyond,
      isKnown: (id) => walk.has(id),
    })
    if (signal.aborted) return walk.stop('TIME')
    await sight.learn(ground, [up, down])
    walk.admit(up, down)
  }
}
