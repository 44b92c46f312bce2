import type { Action, Principal } from '../access/types.ts'
import type {
  AnchorStanding,
  AuditEvent,
  AuditFilter,
  AuditPrincipal,
  AuditProof,
  ChainState,
  ProofRequest,
  StoredEntry,
} from '../audit/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Outcome } from '../kernel/outcome.ts'

/** What was decided, and proof of it. */
export interface AuditService {
  /** Events, the newest first. Refuses with FORBIDDEN. */
  events(caller: AuditCaller, filter: AuditFilter, page: AuditPageRequest): Promise<Outcome<AuditPage>>
  /** Refuses with FORBIDDEN, NOT_FOUND and BAD_USER_INPUT. */
  proof(caller: AuditCaller, request: ProofRequest): Promise<Outcome<AuditProofView>>
  /** Whether the caller may follow the trail. Refuses with FORBIDDEN. */
  mayFollow(caller: AuditCaller): Promise<Outcome<null>>
  /** An entry as lists show it; null for whoever may not read it, of which nothing is noted. */
  shown(caller: AuditCaller, entry: StoredEntry): Promise<AuditEventView | null>
  /** Notes a read that was refused elsewhere; returns at once. */
  denied(caller: AuditCaller, action: Action): void
  /** Notes that sensitive fields of an object with personal data were read for the purpose that was stated; returns at once. */
  readFor(caller: AuditCaller, purpose: string, object: Pick<MirroredObject, 'kind' | 'uid'>): void
  /** Notes a request without a valid token; returns at once. */
  unauthenticated(origin: RequestOrigin): void
}

/** Who asks for the audit trail; the asking itself may be recorded. */
export interface AuditCaller {
  readonly principal: Principal
  readonly origin: RequestOrigin
}

/** Which events of a list; `before` is a place in the log. */
export interface AuditPageRequest {
  readonly first: number
  readonly before: number | null
}

/** A piece of the list of events. */
export interface AuditPage {
  readonly events: readonly AuditEventView[]
  readonly hasMore: boolean
  readonly anchoring: AuditAnchoringView
}

/** An event, with what was not erased beside it. */
export interface AuditEventView {
  readonly entry: StoredEntry
  readonly event: AuditEvent
  readonly actor: AuditPrincipal | null
  /** Null when none was given, or it was erased. */
  readonly reason: string | null
}

/** A proof, with its event as lists show it. */
export interface AuditProofView extends Omit<AuditProof, 'entry'> {
  readonly event: AuditEventView
}

/** How far a log is vouched for outside the store. */
export interface AuditAnchoringView {
  readonly state: ChainState
  readonly unanchoredSince: number | null
  readonly size: number
  readonly anchoredTo: number
  readonly anchors: readonly AnchorStanding[]
}
