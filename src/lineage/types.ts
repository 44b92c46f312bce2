import type { MirroredObject } from '../catalog/index.ts'
import type { Uid } from '../kernel/ids.ts'

/** Kinds of nodes. The same names as the API's. */
export type LineageNodeKind =
  | 'DATASET'
  | 'DATA_VERSION'
  | 'CODE'
  | 'ENVIRONMENT_LOCK'
  | 'RUN'
  | 'EVALUATION'
  | 'MODEL'
  | 'MODEL_VERSION'
  | 'ARTIFACT'
  | 'DEPLOYMENT'
  | 'ENDPOINT'
  | 'CONSUMER'
  | 'JOB'
  | 'APPROVAL'

/** Kinds of edges. An edge points from what was there first to what came of it. */
export type LineageEdgeKind =
  | 'CONSUMED'
  | 'PRODUCED'
  | 'EVALUATED'
  | 'STARTED'
  | 'REGISTERED_AS'
  | 'VERSION_OF'
  | 'COPIED_TO'
  | 'SERVED_BY'
  | 'EXPOSED_AT'
  | 'USED_BY'

/** How an edge is known. */
export type LineageConfidence = 'DECLARED' | 'OBSERVED' | 'INFERRED'

/** One object of a graph. */
export interface LineageNode {
  /** A global id when `node` can load it, else an id that only this kind of object can have. */
  readonly id: string
  readonly kind: LineageNodeKind
  readonly name: string
  readonly ref: string | null
  readonly source: string | null
  readonly uid: Uid | null
  /** The object that its sensitive facts are of; null for what has none. */
  readonly subject: MirroredObject | null
  readonly properties: Readonly<Record<string, unknown>>
  readonly restricted: false
}

/** Stands for hidden nodes that hang together: that they exist is all that is told. */
export interface RestrictedNode {
  /** Differs from caller to caller. */
  readonly id: string
  readonly kind: null
  readonly name: null
  readonly ref: null
  readonly source: null
  readonly uid: null
  readonly properties: null
  readonly restricted: true
}

/** A node as its caller may have it. */
export type ShownNode = LineageNode | RestrictedNode

/** One step of a graph. Times are milliseconds since the epoch. */
export interface LineageEdge {
  readonly from: string
  readonly to: string
  readonly kind: LineageEdgeKind
  readonly confidence: LineageConfidence
  readonly observedAt: number
  readonly validFrom: number | null
  readonly validTo: number | null
  /** OBSERVED when a tool or an event told the times, INFERRED when they are the interval in which it was seen. */
  readonly validity: 'OBSERVED' | 'INFERRED'
  /** Null where nobody told, or nobody asked. */
  readonly columns: readonly ColumnEdge[] | null
  /** The data whose columns these are. */
  readonly columnsOf?: readonly MirroredObject[]
}

/** What one column of data came from. Names and words are the sender's. */
export interface ColumnEdge {
  readonly from: string
  readonly to: string
  /** DIRECT or INDIRECT, and what was done; null where it was not told. */
  readonly type: string | null
  readonly subtype: string | null
  readonly masking: boolean
}

/** A step to or from hidden nodes: where it begins and ends is all that is told. */
export interface RestrictedEdge {
  readonly from: string
  readonly to: string
  readonly kind: null
  readonly confidence: null
  readonly observedAt: null
  readonly validFrom: null
  readonly validTo: null
  readonly validity: null
  readonly columns: null
}

/** A step as its caller may have it. */
export type ShownEdge = LineageEdge | RestrictedEdge

/** Which way to walk. */
export type LineageDirection = 'UP' | 'DOWN' | 'BOTH'

/** What is asked of a walk. */
export interface LineageQuery {
  readonly ref: string
  readonly source: string | null
  readonly direction: LineageDirection
  /** 1 to 100. */
  readonly depth: number
  readonly kinds: readonly LineageNodeKind[] | null
  /** Milliseconds since the epoch; null is now. */
  readonly at: number | null
  readonly columns: boolean
  /** 1 to 10,000. */
  readonly maxNodes: number
  /** When the request ends, in milliseconds since the epoch; the walk answers with what it has before that. */
  readonly deadlineAt?: number
}

/** Why a walk ended early. */
export type LineageTruncation = 'NODES' | 'EDGES' | 'DEPTH' | 'TIME'

/** How one source contributed. */
export interface LineageSource {
  readonly source: string
  readonly state: 'UNKNOWN' | 'UP' | 'DEGRADED' | 'DOWN'
  readonly asOf: number | null
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
}

/** A walked graph. */
export interface LineageGraph {
  readonly root: LineageNode
  /** Nearest first, the root included. */
  readonly nodes: readonly ShownNode[]
  readonly edges: readonly ShownEdge[]
  readonly truncation: LineageTruncation | null
  readonly depthReached: number
  readonly nodesOmitted: number
  readonly complete: boolean
  readonly asOf: number
  readonly sources: readonly LineageSource[]
}
