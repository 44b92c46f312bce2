import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { StoredEntry } from '../../audit/index.ts'
import type { DeploymentChange } from '../../deployments/index.ts'
import type { FollowedLog, Placed } from './change-log.ts'

/** An entry of the audit trail, at its place. */
export interface AuditPlace extends Placed {
  readonly entry: StoredEntry
}

/** The logs that streams follow. */
export interface StreamLogs {
  /** Decisions; changes of requests are among them, since each is recorded with its change. */
  readonly decisions: FollowedLog<AuditPlace>
  readonly access: FollowedLog<AuditPlace>
  readonly deployments: FollowedLog<DeploymentChange>
}

/** What a request of the API is of a stream. */
export type StreamPart = OpeningPart | EventPart

/** The opening: the document is checked and paid for like any other, and nothing is executed. */
export interface OpeningPart {
  readonly phase: 'OPENING'
  readonly logs: StreamLogs
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal
  /** What was found good; null before. */
  opened: { readonly schema: GraphQLSchema; readonly document: DocumentNode } | null
}

/** One event: the document is executed on it. */
interface EventPart {
  readonly phase: 'EVENT'
  readonly event: object
}

/** What the fields of a subscription are resolved on. */
export function eventOf(part: StreamPart | null): object | undefined {
  return part?.phase === 'EVENT' ? part.event : undefined
}
