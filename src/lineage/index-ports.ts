import type { MirroredObject } from '../catalog/index.ts'
import type { Uid } from '../kernel/ids.ts'
import type { LineageKey } from '../kernel/lineage-key.ts'
import type { ColumnEdge, LineageConfidence, LineageEdgeKind, LineageNodeKind } from './types.ts'

/** How the times of an edge are known: told by the tool or the event, or the interval in which we saw it. */
export type TimeBasis = 'TOLD' | 'SEEN'

/** An edge as the index holds it. Times are milliseconds since the epoch. */
export interface IndexedEdge {
  readonly from: LineageKey
  readonly to: LineageKey
  readonly kind: LineageEdgeKind
  readonly confidence: LineageConfidence
  /** Source that it was learnt from. */
  readonly source: string | null
  /** Principal that sent it; null for what a tool recorded. */
  readonly sender: string | null
  readonly observedAt: number
  readonly validFrom: number | null
  readonly validTo: number | null
  readonly basis: TimeBasis
  readonly columns: readonly ColumnEdge[] | null
}

/** A node as the index holds it. */
export interface IndexedNode {
  readonly key: LineageKey
  /** Id within the graph: a global id when there is an object, else that of a virtual node. */
  readonly id: string
  readonly kind: LineageNodeKind
  /** Name of a virtual node; null where the object has it. */
  readonly name: string | null
  readonly source: string | null
  readonly object: MirroredObject | null
  /** Further objects that are proven to be the same; whoever may not see one of them may not see the node. */
  readonly alsoKnownAs: readonly MirroredObject[]
  /** The object that its sensitive facts are of; null for what has none. */
  readonly subject: MirroredObject | null
  readonly properties: Readonly<Record<string, unknown>>
}

/** Reads of the index, unfiltered: whoever asks decides what is told. Proven equals are one node under one key. */
export interface LineageIndex {
  /** Edges that lead to (UP) or away from (DOWN) the nodes and held at `at`, null being now. At most `limit`, in a fixed order. */
  edgesOf(
    keys: readonly LineageKey[],
    way: 'UP' | 'DOWN',
    options: { readonly at: number | null; readonly limit: number },
  ): Promise<readonly IndexedEdge[]>
  /** Edges from one of some nodes to one of others, as {@link edgesOf} tells of them. */
  edgesBetween(
    from: readonly LineageKey[],
    to: readonly LineageKey[],
    options: { readonly at: number | null; readonly limit: number },
  ): Promise<readonly IndexedEdge[]>
  /** Nodes by key as they were at `at`; those that nobody has seen, or that are deleted, are left out. */
  nodesOf(keys: readonly LineageKey[], at: number | null): Promise<readonly IndexedNode[]>
  /** Key under which an object's node goes. In the order asked. */
  keysOf(objects: readonly MirroredObject[]): Promise<readonly LineageKey[]>
  /** Version that an alias pointed at; null when at none, undefined when the index did not know the model then. */
  aliasAt(alias: AliasName, at: number | null): Promise<string | null | undefined>
  /** When a source was first indexed; null when it has not been. */
  indexedSince(source: string): Promise<number | null>
  /** Sequence of the last change. */
  head(): Promise<number>
  /** Keys changed after `sequence`, oldest first; null when it is so old that changes since have been forgotten. */
  changesSince(sequence: number): Promise<readonly LineageChange[] | null>
}

/** Names an alias of a registered model. */
export interface AliasName {
  readonly source: string
  readonly workspace: string
  readonly model: string
  readonly alias: string
}

/** A node of which something changed: an edge at it, its object, or what policy looks at in that. */
export interface LineageChange {
  readonly sequence: number
  readonly key: LineageKey
}

/** A node that only lineage knows, as a statement brings it. */
export interface StatedNode {
  /** Id of the virtual node. */
  readonly id: string
  readonly kind: LineageNodeKind
  readonly name: string
  readonly source: string | null
  readonly subject: Uid | null
  readonly properties: Readonly<Record<string, unknown>>
}

/** An edge as a statement brings it. */
export type StatedEdge = Pick<IndexedEdge, 'from' | 'to' | 'kind' | 'confidence' | 'validFrom' | 'validTo' | 'basis'> &
  Partial<Pick<IndexedEdge, 'columns'>>

/** Everything that one party says at one moment. */
export interface LineageStatement {
  /** Who says it, as one text; a later statement of the same party replaces this one. */
  readonly statedBy: string
  readonly source: string | null
  readonly sender: string | null
  readonly observedAt: number
  readonly nodes: readonly StatedNode[]
  readonly edges: readonly StatedEdge[]
}

/** Takes statements in. What a party no longer says ends at `observedAt`; an older statement than the last changes nothing. */
export interface LineageStatements {
  state(statements: readonly LineageStatement[]): Promise<void>
}

/** Two nodes that are one, and what proves it: a digest, or a mapping of names. */
export interface LineageEquality {
  readonly a: LineageKey
  readonly b: LineageKey
  readonly proof: string
}

/** Takes in which nodes are one under several names. What is equal to the same is equal; that is never taken back. */
export interface LineageEqualities {
  equate(equalities: readonly LineageEquality[]): Promise<void>
}

/** Tells of changes that this process made, as soon as they are committed and before the write is answered. */
export interface LineageNews {
  /** `listener` gets the sequence of the last change. Answers how to end that. */
  subscribe(listener: (sequence: number) => void): () => void
}

/** The whole index, as the store keeps it. */
export interface LineageIndexStore extends LineageIndex, LineageStatements, LineageEqualities, LineageNews {}
