import { hash } from 'node:crypto'
import type { MirroredObject } from '../catalog/index.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'
import { hasOthers } from './has-others.ts'
import type { AliasName, IndexedEdge, IndexedNode, LineageIndex } from './index-ports.ts'
import { Layered, LayeredBy } from './layered.ts'

/** What walks with the same arguments have read of the index: unfiltered, and plain data. */
export interface Skeleton {
  /** Change up to which all of it is known to be right. It only grows, as long as nothing of it is changed. */
  sequence: number
  /** When the first of it was read; milliseconds since the epoch. */
  readonly madeAt: number
  /** All edges that asking for one key gives, by the side that is asked for. */
  readonly edges: ReadonlyMap<string, ReadonlyMap<LineageKey, readonly IndexedEdge[]>>
  /** The edges that asking for those between some nodes gives. */
  readonly between: ReadonlyMap<string, readonly IndexedEdge[]>
  /** The node that asking for one key gives, null where there is none, by the moment asked about. */
  readonly nodes: ReadonlyMap<string, ReadonlyMap<LineageKey, IndexedNode | null>>
  /** By uid. */
  readonly keys: ReadonlyMap<string, LineageKey>
  /** Null where it pointed at none, undefined where nobody knew. */
  readonly aliases: ReadonlyMap<string, string | null | undefined>
  /** Everything of which a change changes it. */
  readonly dependsOn: ReadonlySet<LineageKey>
}

/** How an index is recorded. */
export interface RecordingOptions {
  /** What was read before, and is right still or will do. */
  readonly before: Skeleton | null
  /**
   * Whether it is out of date. What hangs together is then told as it was, but each node as it is: who may see it is
   * decided by what it is now.
   */
  readonly isStale: boolean
}

/** Which edges of a node are asked for. */
interface Side {
  readonly way: 'UP' | 'DOWN'
  readonly at: number | null
  readonly limit: number
}

/** An index that remembers what was read of it, and need not be asked for that again. */
export class RecordedIndex implements LineageIndex {
  readonly #index: LineageIndex
  readonly #isStale: boolean
  readonly #before: Skeleton | null
  readonly #edges: LayeredBy<LineageKey, readonly IndexedEdge[]>
  readonly #between: Layered<string, readonly IndexedEdge[]>
  readonly #nodes: LayeredBy<LineageKey, IndexedNode | null>
  readonly #keys: Layered<string, LineageKey>
  readonly #aliases: Layered<string, string | null | undefined>
  readonly #used = new Set<LineageKey>()
  #hasRead = false

  constructor(index: LineageIndex, { before, isStale }: RecordingOptions) {
    this.#index = index
    this.#before = before
    this.#isStale = isStale
    this.#edges = new LayeredBy(before?.edges)
    this.#between = new Layered(before?.between)
    this.#nodes = new LayeredBy(isStale ? undefined : before?.nodes)
    this.#keys = new Layered(before?.keys)
    this.#aliases = new Layered(before?.aliases)
  }

  /** Whether anything had to be read that was not there before. */
  get hasRead(): boolean {
    return this.#hasRead
  }

  /** Everything that this question hung on. */
  get used(): ReadonlySet<LineageKey> {
    return this.#used
  }

  /** What is known now: what was there before, and what was read since. */
  skeleton(sequence: number, now: number): Skeleton {
    return {
      sequence,
      madeAt: this.#before?.madeAt ?? now,
      edges: this.#edges.joined(),
      between: this.#between.joined(),
      nodes: this.#nodes.joined(),
      keys: this.#keys.joined(),
      aliases: this.#aliases.joined(),
      dependsOn: new Set([...(this.#before?.dependsOn ?? []), ...this.#used]),
    }
  }

  async edgesOf(
    asked: readonly LineageKey[],
    way: Side['way'],
    options: Pick<Side, 'at' | 'limit'>,
  ): Promise<readonly IndexedEdge[]> {
    const side = { way, ...options }
    const keys = [...new Set(asked)]
    this.#use(keys)
    const edgesAt = this.#edges.of(sideName(side))
    const lacking = keys.filter((key) => !edgesAt.has(key))
    const isWhole = lacking.length === 0 || (await this.#readEdges(lacking, side))
    const known = isWhole ? this.#edgesKnown(keys, side) : null
    // Which ones are left out where there are too many is for the index to say.
    const edges = known === null || known.length > side.limit ? await this.#cutEdges(keys, side) : known
    for (const { from, to } of edges) this.#used.add(from).add(to)
    return edges
  }

  async edgesBetween(
    from: readonly LineageKey[],
    to: readonly LineageKey[],
    options: Pick<Side, 'at' | 'limit'>,
  ): Promise<readonly IndexedEdge[]> {
    this.#use(from)
    this.#use(to)
    const place = betweenPlace(from, to, options.at)
    const known = this.#between.get(place)
    if (known !== undefined && known.length < options.limit) return known
    const edges = await this.#index.edgesBetween(from, to, options)
    this.#hasRead = true
    // Which ones are left out where there are too many is for the index to say.
    if (edges.length < options.limit) this.#between.set(place, edges)
    return edges
  }

  async nodesOf(asked: readonly LineageKey[], at: number | null): Promise<readonly IndexedNode[]> {
    const keys = [...new Set(asked)]
    this.#use(keys)
    const nodesAt = this.#nodes.of(momentName(at))
    const lacking = keys.filter((key) => !nodesAt.has(key))
    if (lacking.length > 0) await this.#readNodes(lacking, at)
    const nodes = unlike(
      keys.flatMap((key) => nodesAt.get(key) ?? []),
      ({ key }) => key,
    )
    this.#use(nodes.map(({ key }) => key))
    return nodes
  }

  async keysOf(objects: readonly MirroredObject[]): Promise<readonly LineageKey[]> {
    const lacking = objects.filter(({ uid }) => !this.#keys.has(uid))
    if (lacking.length > 0) {
      const read = await this.#index.keysOf(lacking)
      this.#hasRead = true
      for (const [place, { uid }] of lacking.entries()) {
        const key = read[place]
        if (key !== undefined) this.#keys.set(uid, key)
      }
    }
    const keys = objects.flatMap(({ uid }) => this.#keys.get(uid) ?? [])
    // Its own key changes too when it turns out to be the same as another.
    this.#use([...keys, ...objects.map((object) => lineageKeyOf(object))])
    return keys
  }

  async aliasAt(alias: AliasName, at: number | null): Promise<string | null | undefined> {
    const { source, workspace, model } = alias
    this.#use([lineageKeyOf({ kind: 'Model', source, workspace, nativeId: model })])
    const place = JSON.stringify([source, workspace, model, alias.alias, at])
    if (this.#aliases.has(place)) return this.#aliases.get(place)
    const version = await this.#index.aliasAt(alias, at)
    this.#hasRead = true
    this.#aliases.set(place, version)
    return version
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

  /** Whether all of their edges were read; what was cut off is not remembered. */
  async #readEdges(keys: readonly LineageKey[], side: Side): Promise<boolean> {
    const read = await this.#index.edgesOf(keys, side.way, side)
    this.#hasRead = true
    if (read.length >= side.limit) return false
    const groups = Map.groupBy(read, (edge) => nearEnd(edge, side))
    const isUnderOther = hasOthers(groups.keys(), keys)
    const edgesAt = this.#edges.of(sideName(side))
    for (const key of keys) {
      const own = groups.get(key)
      // Edges of proven equals come under one key of them, and only asking alone tells whose they are.
      const isOther = own === undefined && isUnderOther
      edgesAt.set(key, isOther ? await this.#index.edgesOf([key], side.way, side) : (own ?? []))
    }
    return true
  }

  async #readNodes(keys: readonly LineageKey[], at: number | null): Promise<void> {
    const read = new Map((await this.#index.nodesOf(keys, at)).map((node) => [node.key, node]))
    // Nodes of what is out of date are always read.
    if (!this.#isStale) this.#hasRead = true
    const isUnderOther = hasOthers(read.keys(), keys)
    const nodesAt = this.#nodes.of(momentName(at))
    for (const key of keys) {
      const own = read.get(key)
      const [other] = own === undefined && isUnderOther ? await this.#index.nodesOf([key], at) : []
      nodesAt.set(key, own ?? other ?? null)
    }
  }

  #edgesKnown(keys: readonly LineageKey[], side: Side): readonly IndexedEdge[] {
    const edgesAt = this.#edges.of(sideName(side))
    const groups = keys.map((key) => edgesAt.get(key) ?? [])
    // All edges of a key are at the node that it is of. Only where two keys are of one node do they have the same edges.
    const isOwn = groups.every(([first], at) => first === undefined || nearEnd(first, side) === keys[at])
    return isOwn ? groups.flat() : unlike(groups.flat(), edgeName)
  }

  #cutEdges(keys: readonly LineageKey[], side: Side): Promise<readonly IndexedEdge[]> {
    this.#hasRead = true
    return this.#index.edgesOf(keys, side.way, side)
  }

  #use(keys: readonly LineageKey[]): void {
    for (const key of keys) this.#used.add(key)
  }
}

function sideName({ way, at }: Side): string {
  return `${way}${momentName(at)}`
}

function betweenPlace(from: readonly LineageKey[], to: readonly LineageKey[], at: number | null): string {
  // There may be thousands of either.
  return hash('sha256', JSON.stringify([at, from, to]), 'base64url')
}

function momentName(at: number | null): string {
  return String(at ?? '')
}

function nearEnd({ from, to }: IndexedEdge, { way }: Pick<Side, 'way'>): LineageKey {
  return way === 'UP' ? to : from
}

function edgeName({ from, to, kind }: IndexedEdge): string {
  return `${from} ${to} ${kind}`
}

/** The first of each name. */
function unlike<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  const names = new Set<string>()
  return items.filter((item) => {
    const name = nameOf(item)
    if (names.has(name)) return false
    names.add(name)
    return true
  })
}
