import type { MirroredObject } from '../catalog/index.ts'
import type { LineageKey } from '../kernel/lineage-key.ts'
import { roughBytes } from '../kernel/rough-bytes.ts'
import type { LineageChanges } from './cache-ports.ts'
import { hasOthers } from './has-others.ts'
import type { IndexedEdge, IndexedNode, LineageIndex } from './index-ports.ts'
import { Memories } from './memories.ts'

/** What an index is remembered with. */
export interface RememberedIndexParts {
  readonly index: LineageIndex
  readonly changes: Pick<LineageChanges, 'known' | 'isUnchanged'>
  /** What may be remembered, roughly; 24 MiB are some 15,000 nodes with their edges. */
  readonly bytesMax: number
}

/**
 * An index that reads each node of now, and the edges of each, once, for all walks that meet it, until something of it
 * changes. What it answers is right up to the last change that is known, like everything that is vouched for. The past is
 * read each time.
 */
export class RememberedIndex implements LineageIndex {
  readonly #index: LineageIndex
  readonly #edges: Readonly<Record<'UP' | 'DOWN', Memories<readonly IndexedEdge[]>>>
  readonly #nodes: Memories<IndexedNode | null>

  constructor({ index, changes, bytesMax }: RememberedIndexParts) {
    this.#index = index
    const third = Math.ceil(bytesMax / 3)
    const edges = () => new Memories(changes, { bytesMax: third, bytesOf: bytesOfEdges })
    this.#edges = { UP: edges(), DOWN: edges() }
    this.#nodes = new Memories(changes, { bytesMax: third, bytesOf: bytesOfNode })
  }

  async edgesOf(
    asked: readonly LineageKey[],
    way: 'UP' | 'DOWN',
    options: { readonly at: number | null; readonly limit: number },
  ): Promise<readonly IndexedEdge[]> {
    if (options.at !== null) return this.#index.edgesOf(asked, way, options)
    const nearOf = ({ from, to }: IndexedEdge) => (way === 'UP' ? to : from)
    const { known, lacking, sequence } = await this.#edges[way].recall(asked)
    const count = known.reduce((sum, { length }) => sum + length, 0)
    // Which ones are left out where there are too many is for the index to say.
    if (count >= options.limit) return this.#index.edgesOf(asked, way, options)
    if (lacking.length === 0) return known.flat()
    const read = await this.#index.edgesOf(lacking, way, options)
    const groups = Map.groupBy(read, nearOf)
    // Edges of proven equals come under one key of them, and may come under those that are known as well.
    if (count + read.length >= options.limit || hasOthers(groups.keys(), lacking))
      return known.length === 0 ? read : this.#index.edgesOf(asked, way, options)
    for (const key of lacking) {
      const own = groups.get(key) ?? []
      this.#edges[way].keep(key, { value: own, keys: [key, ...own.flatMap(({ from, to }) => [from, to])], sequence })
    }
    return [...known.flat(), ...read]
  }

  async nodesOf(asked: readonly LineageKey[], at: number | null): Promise<readonly IndexedNode[]> {
    if (at !== null) return this.#index.nodesOf(asked, at)
    const { known, lacking, sequence } = await this.#nodes.recall(asked)
    const held = known.filter((node) => node !== null)
    if (lacking.length === 0) return held
    const read = await this.#index.nodesOf(lacking, at)
    const byKey = new Map(read.map((node) => [node.key, node]))
    if (hasOthers(byKey.keys(), lacking)) return known.length === 0 ? read : this.#index.nodesOf(asked, at)
    for (const key of lacking) this.#nodes.keep(key, { value: byKey.get(key) ?? null, keys: [key], sequence })
    return [...held, ...read]
  }

  edgesBetween(...question: Parameters<LineageIndex['edgesBetween']>): ReturnType<LineageIndex['edgesBetween']> {
    return this.#index.edgesBetween(...question)
  }

  keysOf(...question: Parameters<LineageIndex['keysOf']>): ReturnType<LineageIndex['keysOf']> {
    return this.#index.keysOf(...question)
  }

  aliasAt(...question: Parameters<LineageIndex['aliasAt']>): ReturnType<LineageIndex['aliasAt']> {
    return this.#index.aliasAt(...question)
  }

  indexedSince(source: string): Promise<number | null> {
    return this.#index.indexedSince(source)
  }

  head(): Promise<number> {
    return this.#index.head()
  }

  changesSince(sequence: number): ReturnType<LineageIndex['changesSince']> {
    return this.#index.changesSince(sequence)
  }
}

/** Only what has no bounds of its own is looked at: the rest is alike everywhere, and there is much of it. */
const edgeBytes = 250
const nodeBytes = 400
const objectBytes = 500

function bytesOfEdges(edges: readonly IndexedEdge[]): number {
  return edges.reduce((sum, { columns }) => sum + edgeBytes + (columns === null ? 0 : roughBytes(columns)), 0)
}

function bytesOfNode(node: IndexedNode | null): number {
  if (node === null) return 0
  const { object, subject, alsoKnownAs, properties } = node
  // An object is most often its own subject.
  const objects = new Set([object, subject, ...alsoKnownAs].filter((each) => each !== null))
  return [...objects].reduce((sum, each) => sum + bytesOfObject(each), nodeBytes + roughBytes(properties))
}

function bytesOfObject({ name, description, facts }: MirroredObject): number {
  return objectBytes + name.length + (description?.length ?? 0) + roughBytes(facts)
}
