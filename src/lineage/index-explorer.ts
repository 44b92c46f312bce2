import type { MirroredObject } from '../catalog/index.ts'
import type { LineageKey } from '../kernel/lineage-key.ts'
import { dataProperties } from './data-properties.ts'
import type { IndexedEdge, IndexedNode, LineageIndex } from './index-ports.ts'
import { objectNode } from './make-node.ts'
import type { LineageEdge, LineageNode, LineageQuery } from './types.ts'
import type { Way } from './walk.ts'

/** A node of a walk over the index. */
export interface MetNode {
  readonly key: LineageKey
  readonly node: LineageNode
  readonly object: MirroredObject | null
  /** All objects that it is. */
  readonly objects: readonly MirroredObject[]
}

/**
 * What one walk has read of the index, each node and the edges of each node once. Keeps every key that it asked for: the
 * answer holds as long as nothing changes at any of them, be there a node or not.
 */
export class IndexExplorer {
  readonly query: LineageQuery
  /** Keys that were asked for. */
  readonly keys = new Set<LineageKey>()
  /** Whether there was more than one walk looks at. */
  isCut = false
  readonly #index: LineageIndex
  readonly #limit: number
  readonly #met = new Map<LineageKey, MetNode | null>()
  readonly #byId = new Map<string, MetNode>()
  readonly #edges: Readonly<Record<Way, Map<LineageKey, readonly IndexedEdge[]>>> = { UP: new Map(), DOWN: new Map() }

  /** `limit` bounds the edges of one read. */
  constructor(index: LineageIndex, query: LineageQuery, limit: number) {
    this.#index = index
    this.query = query
    this.#limit = limit
  }

  /** The node under a key; null where nobody has seen one. Read it first. */
  met(key: LineageKey): MetNode | null {
    return this.#met.get(key) ?? null
  }

  /** What is behind a node of this walk. */
  behind(node: LineageNode): MetNode | null {
    return this.#byId.get(node.id) ?? null
  }

  /** Keys of nodes of this walk. */
  keysOf(nodes: readonly LineageNode[]): readonly LineageKey[] {
    return nodes.flatMap((node) => this.behind(node)?.key ?? [])
  }

  /** Edges at a node that lead to it, or away from it. Read them first. */
  edges(key: LineageKey, way: Way): readonly IndexedEdge[] {
    return this.#edges[way].get(key) ?? []
  }

  /** Takes a node in that was found otherwise. */
  take(found: IndexedNode): MetNode {
    const met = metNodeOf(found, this.query)
    this.#met.set(found.key, met)
    this.#byId.set(met.node.id, met)
    this.keys.add(found.key)
    return met
  }

  /** Reads the edges of nodes, and the nodes at their other ends. */
  async readSteps(up: readonly LineageKey[], down: readonly LineageKey[]): Promise<void> {
    const far = await Promise.all([this.readEdges(up, 'UP'), this.readEdges(down, 'DOWN')])
    await this.readNodes(far.flat())
  }

  /** Reads the edges of nodes that have not been read. Answers the keys at the other ends of all of them. */
  async readEdges(keys: readonly LineageKey[], way: Way): Promise<readonly LineageKey[]> {
    const known = this.#edges[way]
    const news = [...new Set(keys)].filter((key) => !known.has(key))
    if (news.length > 0) {
      const read = await this.#index.edgesOf(news, way, { at: this.query.at, limit: this.#limit })
      if (read.length >= this.#limit) this.isCut = true
      const groups = Map.groupBy(read, (edge) => (way === 'UP' ? edge.to : edge.from))
      for (const key of news) {
        this.keys.add(key)
        known.set(key, groups.get(key) ?? [])
      }
    }
    return keys.flatMap((key) => this.edges(key, way).map((edge) => (way === 'UP' ? edge.from : edge.to)))
  }

  /** Whether the edges at a node have been read. */
  hasEdges(key: LineageKey, way: Way): boolean {
    return this.#edges[way].has(key)
  }

  /** Reads the edges from one of some nodes to one of others. */
  async readBetween(from: readonly LineageKey[], to: readonly LineageKey[]): Promise<readonly IndexedEdge[]> {
    if (from.length === 0 || to.length === 0) return []
    for (const key of [...from, ...to]) this.keys.add(key)
    const read = await this.#index.edgesBetween(from, to, { at: this.query.at, limit: this.#limit })
    if (read.length >= this.#limit) this.isCut = true
    return read
  }

  /** Reads nodes that have not been read; `index` where not that of the walk is wanted. */
  async readNodes(keys: readonly LineageKey[], index = this.#index): Promise<void> {
    const news = [...new Set(keys)].filter((key) => !this.#met.has(key))
    if (news.length === 0) return
    for (const key of news) {
      this.keys.add(key)
      this.#met.set(key, null)
    }
    for (const found of await index.nodesOf(news, this.query.at)) this.take(found)
  }

  /** Forgets that nobody had seen these. */
  forgetMissing(keys: readonly LineageKey[]): void {
    for (const key of keys) if (this.#met.get(key) === null) this.#met.delete(key)
  }

  /** The edge as an answer shows it, between its own ends or what stands for them. */
  between(from: MetNode, to: MetNode, edge: IndexedEdge): LineageEdge {
    const columns = this.query.columns ? edge.columns : null
    return {
      from: from.node.id,
      to: to.node.id,
      kind: edge.kind,
      confidence: edge.confidence,
      observedAt: edge.observedAt,
      validFrom: edge.validFrom,
      validTo: edge.validTo,
      validity: edge.basis === 'TOLD' && edge.validFrom !== null ? 'OBSERVED' : 'INFERRED',
      columns,
      ...(columns === null ? {} : { columnsOf: [...from.objects, ...to.objects] }),
    }
  }
}

/** By the node of the index, which walks share: shown with its columns, and without. */
const metNodes = { withColumns: new WeakMap<IndexedNode, MetNode>(), plain: new WeakMap<IndexedNode, MetNode>() }

function metNodeOf(found: IndexedNode, query: Pick<LineageQuery, 'columns'>): MetNode {
  const known = query.columns ? metNodes.withColumns : metNodes.plain
  const met = known.get(found) ?? metNode(found, query)
  known.set(found, met)
  return met
}

function metNode(found: IndexedNode, query: Pick<LineageQuery, 'columns'>): MetNode {
  const { key, object, alsoKnownAs } = found
  return {
    key,
    object,
    objects: object === null ? alsoKnownAs : [object, ...alsoKnownAs],
    node: object === null ? ofLineageAlone(found) : objectNode(object, found.kind, propertiesOf(found, query)),
  }
}

function ofLineageAlone({ id, kind, name, source, subject, properties }: IndexedNode): LineageNode {
  return { id, kind, name: name ?? '', ref: null, source, uid: null, subject, properties, restricted: false }
}

function propertiesOf(
  { object, properties }: IndexedNode,
  query: Pick<LineageQuery, 'columns'>,
): LineageNode['properties'] {
  if (object?.kind !== 'DataVersion') return properties
  const { columns: _columns, ...others } = properties
  return { ...others, ...dataProperties(object, query) }
}
