import type { ArtifactFile, ResolvedArtifact } from '../artifacts/types.ts'
import type { MirroredObject, StreamProgress } from '../catalog/types.ts'
import type { AuditAnchoringView, AuditEventView } from './audit-service.ts'
import type { EdgeView } from './connection.ts'

/** A source by its configured id; its other facts are read once a request, when they are asked for. */
export interface SourceRef {
  readonly kind: 'Source'
  readonly sourceId: string
}

/** Names a source. */
export function sourceRef(sourceId: string): SourceRef {
  return { kind: 'Source', sourceId }
}

/** Where a file is, and the file. */
export interface LocationView {
  readonly at: ResolvedArtifact
  readonly file: ArtifactFile
}

/** An address that a deployment answers at. */
export interface EndpointView {
  readonly deployment: MirroredObject
  readonly protocol: string
  readonly url: string | null
}

/** An alias, and the model that carries it. */
export interface AliasView {
  readonly model: MirroredObject
  readonly alias: string
  readonly version: string
}

/** Progress of one stream of a source, with how much of it is mirrored. */
export type StreamView = StreamProgress & { readonly objects: number }

/** A page of audit events, and how far their log is vouched for. */
export interface AuditConnection {
  readonly edges: readonly EdgeView<AuditEventView>[]
  readonly nodes: readonly AuditEventView[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly anchoring: AuditAnchoringView
}
