import type { Actor } from '../kernel/actor.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'

/**
 * The two logs of an installation. `decisions` holds changes, refused changes and whatever changes rights, one by one;
 * `access` holds refused reads and failed authentications, rolled up.
 */
export const auditStreams = ['decisions', 'access'] as const

/** One of {@link auditStreams}. */
export type AuditStream = (typeof auditStreams)[number]

/** How much an event matters, as the `severity` extension of CloudEvents names it. */
export type AuditSeverity = 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** What an event is about. */
export interface AuditResource {
  readonly type: string
  readonly id: string
}

/** Type of the event by which a person's name and reasons are erased; its resource is the principal. */
export const forgottenType = 'gov.principal.forgotten.v1'

/** An event on its way into the log. No member but `reason` may hold free text or a person's name. */
export interface AuditDraft {
  /** `decisions` when left out. */
  readonly stream?: AuditStream
  /** `gov.<noun>.<verb>.v1`. */
  readonly type: `gov.${string}.v1`
  readonly actor: Actor
  /** `noun:verb`. */
  readonly action: string
  readonly resource: AuditResource
  readonly decision: 'ALLOW' | 'DENY'
  /** `INFO`, and `WARN` for what was denied, when left out. */
  readonly severity?: AuditSeverity
  /** When it happened; now when left out. */
  readonly time?: number
  /** Free text of a person; kept apart, the event holds a salted commitment to it. */
  readonly reason?: string | null
  /** What was there before, and after; only digests are recorded. */
  readonly before?: JsonValue
  readonly after?: JsonValue
  readonly policySetDigest?: string | null
  readonly policyIds?: readonly string[]
  /** Further facts, none of them personal. */
  readonly details?: Readonly<Record<string, JsonValue>>
}

/** The `data` of an event. What does not apply is null, so that every event has the same members. */
export interface AuditData {
  /** Pseudonymous id of whoever acted. */
  readonly actor: string | null
  readonly onBehalfOf: string | null
  readonly authMethod: string
  /** Network of the caller: /24 of IPv4, /48 of IPv6. */
  readonly ipPrefix: string | null
  readonly action: string
  readonly resource: AuditResource
  readonly decision: 'ALLOW' | 'DENY'
  readonly policySetDigest: string | null
  readonly policyIds: readonly string[]
  readonly beforeDigest: string | null
  readonly afterDigest: string | null
  /** Commitment to the reason, hexadecimal. */
  readonly reason: string | null
  readonly requestId: string | null
  readonly details: Readonly<Record<string, JsonValue>>
}

/** A CloudEvents 1.0 event with its documented extensions (authcontext, recordedtime, sequence, severity, data classification, distributed tracing). */
export interface AuditEvent {
  readonly specversion: '1.0'
  readonly id: string
  /** Origin of the log that holds it. */
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly recordedtime: string
  /** Place in its log from 1 on, padded so that text order is its order. */
  readonly sequence: string
  readonly datacontenttype: 'application/json'
  readonly dataclassification: 'confidential'
  readonly severitytext: AuditSeverity
  readonly severitynumber: number
  readonly authtype: 'user' | 'service_account' | 'system' | 'unauthenticated'
  readonly authid: string
  /** Place in a distributed trace that the request came with (W3C Trace Context); left out when there was none. */
  readonly traceparent?: string
  readonly data: AuditData
}

/** An event with what ties it to those before it. Hashes are lower-case hexadecimal, the signature is base64. */
export interface AuditEntry {
  readonly stream: AuditStream
  readonly sequence: number
  /** Canonical JSON (RFC 8785) of the event. */
  readonly eventJson: string
  readonly leafHash: string
  /** Entry hash of the entry before; 64 zeros for the first. */
  readonly prevHash: string
  readonly entryHash: string
  /** Root of the largest perfect subtree that ends with this leaf; see `completeSubtree`. */
  readonly subtreeHash: string
  readonly keyId: string
  readonly signature: string
}

/** Where a log ends. */
export interface AuditHead {
  readonly stream: AuditStream
  /** Name of the log, the same in every checkpoint; empty before the first entry. */
  readonly origin: string
  readonly size: number
  readonly entryHash: string
  /** Roots of the perfect subtrees that make up the tree, largest first. */
  readonly peaks: readonly string[]
  readonly keyId: string
  readonly signature: string
}

/** Free text apart from the chain: erasing it leaves the commitment. */
export interface AuditText {
  readonly stream: AuditStream
  readonly sequence: number
  /** Pseudonymous id of whoever wrote it. */
  readonly author: string | null
  readonly salt: string
  readonly text: string
}

/** A signed statement of how a log stood at a size. */
export interface AuditCheckpoint {
  readonly stream: AuditStream
  readonly size: number
  readonly note: string
}

/** Which events a list holds. */
export interface AuditFilter {
  readonly stream: AuditStream
  /** Id or displayed name of whoever acted. */
  readonly actor?: string
  readonly action?: string
  /** Type of the resource, or `TYPE/ID`. */
  readonly resource?: string
  readonly decision?: 'ALLOW' | 'DENY'
  readonly type?: string
  /** Recorded at or after, and before; milliseconds since the epoch. */
  readonly from?: number
  readonly to?: number
}

/** A person or program that events name by id. */
export interface AuditPrincipal {
  readonly id: string
  /** Null once erased. */
  readonly displayName: string | null
  readonly issuer: string | null
  readonly subject: string | null
  readonly erasedAt: number | null
}
