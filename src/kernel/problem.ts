/**
 * Every code a caller can meet, in `extensions.code` of an error or in a payload's `userErrors`.
 * `docs/errors.md` explains each; a test keeps the two lists equal.
 */
export const problemCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'BAD_USER_INPUT',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_INVALID',
  'OVERLOADED',
  'UNRESOLVABLE',
  'UNSUPPORTED',
  'UNSUPPORTED_BY_TARGET',
  'CONFLICT',
  'INVALID_POLICY',
  'SELF_WIDENING',
  'SAME_STEWARD',
  'SECOND_STEWARD_NEEDED',
  'STEWARD_LOST_RIGHT',
  'NOT_PENDING',
  'ALREADY_ENDED',
  'NO_POLICY',
  'NOTHING_TO_DO',
  'DUPLICATE_REQUEST',
  'OWN_WORK',
  'ALREADY_REVIEWED',
  'NOT_REVIEWABLE',
  'WRONG_STATE',
  'SUBJECT_CHANGED',
  'VERSION_IN_USE',
  'VERSION_RETIRED',
  'GATE_FAILED',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'DEADLINE_EXCEEDED',
  'AUDIT_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const

/** One of the closed list of codes. */
export type ProblemCode = (typeof problemCodes)[number]

/** An expected refusal: returned, never thrown, and safe to show to the caller. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  /** Path of the offending argument, outermost first. */
  readonly field?: readonly string[]
  /** Further facts a caller may act on (candidates of an ambiguous ref, a maximum that was exceeded). */
  readonly details?: Readonly<Record<string, unknown>>
}

/** Builds a {@link Problem}. */
export function problem(code: ProblemCode, message: string, extra: Omit<Problem, 'code' | 'message'> = {}): Problem {
  return { code, message, ...extra }
}

/** What a thrown fault carries besides its cause. */
export interface FaultFacts {
  readonly code: ProblemCode
  /** Safe for the caller: names the source and what to do, never a URL, a token or a tool's own words. */
  readonly publicMessage: string
  /** For the log only. */
  readonly internalMessage: string
  /** Whether the same request may succeed when sent again unchanged. */
  readonly retryable: boolean
  /** Id of the source that failed, when one did. */
  readonly source?: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** A tool or the store failed, or a problem had to cross a boundary that only knows exceptions. */
export class Fault extends Error {
  readonly code: ProblemCode
  readonly publicMessage: string
  readonly retryable: boolean
  readonly source: string | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(facts: FaultFacts) {
    super(facts.internalMessage, { cause: facts.cause })
    this.name = 'Fault'
    this.code = facts.code
    this.publicMessage = facts.publicMessage
    this.retryable = facts.retryable
    this.source = facts.source
    this.details = facts.details
  }
}

/** Turns an expected problem into a fault, for doors that answer by throwing. */
export function faultOf({ code, message, field, details }: Problem): Fault {
  const facts = field === undefined ? details : { ...details, field }
  return new Fault({
    code,
    publicMessage: message,
    internalMessage: message,
    retryable: false,
    ...(facts === undefined ? {} : { details: facts }),
  })
}
