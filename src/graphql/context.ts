import type { GraphQLError } from 'graphql'
import type { BudgetState } from '../access/ports.ts'
import type { Principal } from '../access/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { recordingAudit } from './answers/record-audit.ts'
import type { AnswerRecording } from './answers/recording.ts'
import type { AuditService } from './audit-service.ts'
import { type CursorCodec, cursorsOf } from './cursor.ts'
import type { RequestDeadline } from './deadline.ts'
import { createLoaders, type Loaders } from './loaders.ts'
import { entryPoints } from './rate-limit.ts'
import type { Services } from './services.ts'
import type { StreamPart } from './streams/stream-part.ts'

/** Where the API writes its log; pino fits. */
export interface ApiLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What this request costs, and what its caller has left; both are known before anything is executed. */
export interface RequestBudget {
  /** Until the document was measured, what the request cost as it arrived. */
  cost: number
  state: BudgetState | null
  readonly requestLimit: number
}

/** Everything a resolver may use. One per request; nothing in it outlives the request. */
export interface GraphContext {
  readonly principal: Principal
  readonly services: Services
  /** For calls to sources. */
  readonly call: CallContext
  /** For the audit trail. */
  readonly origin: RequestOrigin
  readonly audit: AuditService
  readonly deadline: RequestDeadline
  readonly loaders: Loaders
  /** Of this caller alone. */
  readonly cursors: CursorCodec
  readonly budget: RequestBudget
  /** Errors of fields that answer with a part of what they should; see `noteMissing`. */
  readonly missing: GraphQLError[]
  /** Paths of fields that the caller may not read; see `noteMasked`. */
  readonly masked: Set<string>
  /** What is noted of an answer that may be sent again; null where it is not. */
  readonly recording: AnswerRecording | null
  /** What it is of a stream; null for a request that is answered once. */
  readonly stream: StreamPart | null
  readonly log: ApiLog
  readonly now: () => number
}

/** What a request brings; see {@link GraphContext}. */
export interface RequestParts {
  readonly principal: Principal
  readonly services: Services
  readonly audit: AuditService
  readonly origin: RequestOrigin
  readonly deadline: RequestDeadline
  readonly cursors: CursorCodec
  readonly requestLimit: number
  /** What the caller's budget said when the points of the request's arrival were taken. */
  readonly arrival: BudgetState | null
  readonly recording: AnswerRecording | null
  readonly stream: StreamPart | null
  readonly log: ApiLog
  readonly now: () => number
}

/** Makes the context of one request. */
export function createContext(parts: RequestParts): GraphContext {
  const { principal, services, deadline, recording, stream, log, now } = parts
  const { origin } = parts
  const call = { signal: deadline.sourceSignal, requestId: origin.requestId }
  const budget = { cost: entryPoints, state: parts.arrival, requestLimit: parts.requestLimit }
  return {
    principal,
    services,
    call,
    origin,
    audit: recording === null ? parts.audit : recordingAudit(parts.audit, recording),
    deadline,
    loaders: createLoaders(services, call, deadline),
    cursors: cursorsOf(parts.cursors, principal.id),
    budget,
    missing: [],
    masked: new Set(),
    recording,
    stream,
    log,
    now,
  }
}
