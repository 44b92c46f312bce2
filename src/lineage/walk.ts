import { type EdgeName, EdgeSet } from './edge-set.ts'
import type { LineageDirection, LineageEdge, LineageNode, LineageTruncation } from './types.ts'

/** A neighbour that was found, and the edge to it. */
export interface Step {
  readonly node: LineageNode
  readonly edge: LineageEdge
  /** Set when the walk shows the neighbour and does not go on from it. */
  readonly isEnd?: boolean
}

/** Neighbours of each expanded node, by its id, for one way of walking. */
export type Expansion = ReadonlyMap<string, readonly Step[]>

/** What a walk may hold. */
export interface WalkBudget {
  readonly depth: number
  /** Nodes that are shown. */
  readonly nodesMax: number
  /** Nodes walked over, shown or hidden. */
  readonly walkedMax: number
  /** Edges between nodes that may be told of. */
  readonly edgesMax: number
}

/** A walk so far. */
export interface WalkResult {
  /** Nearest first. */
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
  readonly truncation: LineageTruncation | null
  readonly depthReached: number
  readonly nodesOmitted: number
}

/** One way of walking. */
export type Way = 'UP' | 'DOWN'

/**
 * A breadth-first walk, fed level by level with neighbours that somebody else finds. Up never turns down: a node reached
 * going up is expanded only upwards, and both ways are two walks from the root that share the budgets. Deterministic:
 * the same neighbours in any order give the same graph.
 */
export interface Walk {
  /** Nodes to expand next, per way; empty when the walk is over. */
  frontier(way: Way): readonly LineageNode[]
  readonly isOver: boolean
  /** Whether the nodes to expand next are the last that fit the depth: their neighbours only tell that more follows. */
  readonly isBeyond: boolean
  /** Whether a node is part of the graph. */
  has(id: string): boolean
  /** Whether an edge is part of the graph. */
  hasEdge(edge: EdgeName): boolean
  /** Takes in the neighbours of the whole frontier and moves on to the next level. */
  admit(up: Expansion, down: Expansion): void
  /** Adds edges between nodes of the graph that no step led over. */
  connect(edges: readonly LineageEdge[]): void
  /** Ends the walk early. */
  stop(reason: LineageTruncation): void
  result(): WalkResult
}

/** What bounds a walk, and what counts. */
export interface WalkLimits {
  readonly budget: WalkBudget
  /** Which nodes count as shown; the root always does. */
  readonly isShown: (node: LineageNode) => boolean
  /**
   * Which nodes may be told of; all, unless given. From one that may not to another is no step: what hangs together
   * hidden is shown as one, and its length must not show in how deep the rest lies.
   */
  readonly mayCount?: (node: LineageNode) => boolean
}

/** Starts a walk at `root`. */
export function startWalk(root: LineageNode, direction: LineageDirection, limits: WalkLimits): Walk {
  return new LevelWalk(root, direction, limits)
}

class LevelWalk implements Walk {
  readonly #budget: WalkBudget
  readonly #isShown: (node: LineageNode) => boolean
  readonly #mayCount: (node: LineageNode) => boolean
  readonly #nodes = new Map<string, LineageNode>()
  readonly #edges = new EdgeSet()
  readonly #omitted = new Set<string>()
  readonly #visited: Readonly<Record<Way, Set<string>>>
  #frontiers: Readonly<Record<Way, readonly LineageNode[]>>
  /** What is a step further than the frontier, by id. */
  readonly #next: Readonly<Record<Way, Map<string, LineageNode>>> = { UP: new Map(), DOWN: new Map() }
  #shown = 1
  #toldEdges = 0
  #level = 0
  #depthReached = 0
  #truncation: LineageTruncation | null = null

  constructor(root: LineageNode, direction: LineageDirection, limits: WalkLimits) {
    this.#budget = limits.budget
    this.#isShown = limits.isShown
    this.#mayCount = limits.mayCount ?? (() => true)
    this.#nodes.set(root.id, root)
    this.#visited = { UP: new Set([root.id]), DOWN: new Set([root.id]) }
    this.#frontiers = { UP: direction === 'DOWN' ? [] : [root], DOWN: direction === 'UP' ? [] : [root] }
  }

  get isOver(): boolean {
    // What does not fit the depth is met at the last level, beside hidden nodes from which it still goes on.
    if (this.#truncation !== null && this.#truncation !== 'DEPTH') return true
    return this.#frontiers.UP.length === 0 && this.#frontiers.DOWN.length === 0
  }

  get isBeyond(): boolean {
    const isHidden = (node: LineageNode) => !this.#mayCount(node)
    return this.#level >= this.#budget.depth && !Object.values(this.#frontiers).some((way) => way.some(isHidden))
  }

  has(id: string): boolean {
    return this.#nodes.has(id)
  }

  hasEdge(edge: EdgeName): boolean {
    return this.#edges.has(edge)
  }

  frontier(way: Way): readonly LineageNode[] {
    return this.isOver ? [] : this.#frontiers[way]
  }

  admit(up: Expansion, down: Expansion): void {
    if (this.isOver) return
    const still = { UP: this.#admitWay('UP', up), DOWN: this.#admitWay('DOWN', down) }
    this.#frontiers = still.UP.length + still.DOWN.length > 0 ? still : this.#nextLevel()
  }

  #nextLevel(): Readonly<Record<Way, readonly LineageNode[]>> {
    this.#level += 1
    const frontiers = { UP: [...this.#next.UP.values()], DOWN: [...this.#next.DOWN.values()] }
    for (const next of Object.values(this.#next)) next.clear()
    return frontiers
  }

  connect(edges: readonly LineageEdge[]): void {
    for (const edge of edges)
      if (this.has(edge.from) && this.has(edge.to) && !this.#admitEdge(edge)) this.#truncation ??= 'EDGES'
  }

  stop(reason: LineageTruncation): void {
    this.#truncation ??= reason
  }

  result(): WalkResult {
    return {
      nodes: [...this.#nodes.values()],
      edges: [...this.#edges.all],
      truncation: this.#truncation,
      depthReached: this.#depthReached,
      nodesOmitted: [...this.#omitted].filter((id) => !this.#nodes.has(id)).length,
    }
  }

  /** The nodes that are no step further than those they were found from, to be expanded before the next level. */
  #admitWay(way: Way, expansion: Expansion): readonly LineageNode[] {
    const still: LineageNode[] = []
    for (const parent of this.#frontiers[way]) {
      for (const step of (expansion.get(parent.id) ?? []).toSorted(compareSteps)) {
        const level = this.#level + (this.#mayCount(parent) || this.#mayCount(step.node) ? 1 : 0)
        if (!this.#admitStep(step, level) || step.isEnd === true) continue
        if (this.#isFound(way, step.node, level)) continue
        // Beyond the last level only edges between nodes that are there anyway are of use.
        if (level === this.#level) still.push(step.node)
        else if (level <= this.#budget.depth) this.#next[way].set(step.node.id, step.node)
      }
    }
    return still
  }

  /** Whether a node was found before, as near or nearer; it is noted. */
  #isFound(way: Way, { id }: LineageNode, level: number): boolean {
    const isNearer = level === this.#level && this.#next[way].delete(id)
    if (this.#visited[way].has(id) && !isNearer) return true
    this.#visited[way].add(id)
    return false
  }

  /** Whether the node is part of the graph now. A node that does not fit takes its edge with it. */
  #admitStep({ node, edge }: Step, level: number): boolean {
    const isNew = !this.#nodes.has(node.id)
    const refusal = (isNew ? this.#refusalOf(node, level) : null) ?? (this.#admitEdge(edge, node) ? null : 'EDGES')
    // That something hidden was left out is not told.
    if (refusal !== null && !this.#mayCount(node)) return false
    if (refusal !== null) {
      if (isNew) this.#omitted.add(node.id)
      this.#truncation ??= refusal
      return false
    }
    if (isNew) {
      this.#nodes.set(node.id, node)
      this.#depthReached = Math.max(this.#depthReached, level)
      if (this.#isShown(node)) this.#shown += 1
    }
    return true
  }

  /** `node` is the end that may not be part of the graph yet. What is hidden uses up nothing, or budgets would count it. */
  #admitEdge(edge: LineageEdge, node?: LineageNode): boolean {
    if (this.#edges.has(edge)) return true
    const mayTell = (id: string) => {
      const end = node?.id === id ? node : this.#nodes.get(id)
      return end !== undefined && this.#mayCount(end)
    }
    const isTold = mayTell(edge.from) && mayTell(edge.to)
    if (isTold && this.#toldEdges >= this.#budget.edgesMax) return false
    this.#edges.add(edge)
    if (isTold) this.#toldEdges += 1
    return true
  }

  #refusalOf(node: LineageNode, level: number): LineageTruncation | null {
    if (level > this.#budget.depth) return 'DEPTH'
    const isFull = this.#shown >= this.#budget.nodesMax && this.#isShown(node)
    return isFull || this.#nodes.size >= this.#budget.walkedMax ? 'NODES' : null
  }
}

function compareSteps(a: Step, b: Step): number {
  return (
    compareText(a.node.kind, b.node.kind) ||
    compareText(a.node.name, b.node.name) ||
    compareText(a.node.id, b.node.id) ||
    compareText(a.edge.kind, b.edge.kind)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
