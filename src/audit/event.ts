import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import { mintUid } from '../kernel/ids.ts'
import { addressPrefix } from './address-prefix.ts'
import { impersonal, impersonalText } from './impersonal.ts'
import type { AuditDraft, AuditEvent, AuditSeverity } from './types.ts'

/** Where and as whose an event is recorded. */
export interface EventPlace {
  readonly origin: string
  readonly sequence: number
  readonly now: number
  /** Pseudonyms; null for nobody. */
  readonly actorId: string | null
  readonly onBehalfOf: string | null
  readonly reasonCommitment: string | null
}

/** Numbers of the levels in OpenTelemetry, which the `severity` extension of CloudEvents takes over. */
const severityNumbers: Readonly<Record<AuditSeverity, number>> = { INFO: 9, WARN: 13, ERROR: 17, FATAL: 21 }

const authTypes = {
  USER: 'user',
  SERVICE_ACCOUNT: 'service_account',
  SYSTEM: 'system',
  NOBODY: 'unauthenticated',
} as const

/** `sequence` in an event. */
export function sequenceText(sequence: number): string {
  return String(sequence).padStart(16, '0')
}

/** Makes the event of a draft. */
export function toEvent(draft: AuditDraft, place: EventPlace): AuditEvent {
  const { actor, decision } = draft
  const resource = { type: draft.resource.type, id: impersonalText(draft.resource.id) }
  const severity = draft.severity ?? (decision === 'DENY' ? 'WARN' : 'INFO')
  const event: AuditEvent = {
    specversion: '1.0',
    id: mintUid(place.now),
    source: place.origin,
    type: draft.type,
    subject: `${resource.type}/${resource.id}`,
    time: new Date(draft.time ?? place.now).toISOString(),
    recordedtime: new Date(place.now).toISOString(),
    sequence: sequenceText(place.sequence),
    datacontenttype: 'application/json',
    dataclassification: 'confidential',
    severitytext: severity,
    severitynumber: severityNumbers[severity],
    authtype: authTypes[actor.kind],
    authid: place.actorId ?? 'anonymous',
    // An attribute of a CloudEvent is there or it is not; null is no value of one.
    ...(actor.traceparent === null ? {} : { traceparent: actor.traceparent }),
    data: {
      actor: place.actorId,
      onBehalfOf: place.onBehalfOf,
      authMethod: actor.method,
      ipPrefix: addressPrefix(actor.address),
      action: draft.action,
      resource,
      decision,
      policySetDigest: draft.policySetDigest ?? null,
      policyIds: draft.policyIds ?? [],
      beforeDigest: digestOf(draft.before),
      afterDigest: digestOf(draft.after),
      reason: place.reasonCommitment,
      requestId: actor.requestId === null ? null : impersonalText(actor.requestId),
      details: impersonalDetails(draft.details ?? {}),
    },
  }
  return storable(event)
}

/** What is hashed: the canonical JSON of an event. */
export function eventText(event: AuditEvent): string {
  // An event is made of nothing but JSON; interfaces have no index signature, so the compiler cannot see it.
  return canonicalJson(event as unknown as JsonValue)
}

function impersonalDetails(details: NonNullable<AuditDraft['details']>): NonNullable<AuditDraft['details']> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, impersonal(value)]))
}

function digestOf(value: JsonValue | undefined): string | null {
  return value === undefined || value === null ? null : createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** Half characters have no canonical JSON, and PostgreSQL keeps no NUL; both come from names that tools and callers send. */
function storable(event: AuditEvent): AuditEvent {
  const text = JSON.stringify(event)
  if (!/\\u0000|\\u[dD][89a-fA-F]/.test(text)) return event
  const clean = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value
  // The reviver replaces characters within texts and nothing else.
  return JSON.parse(text, clean) as AuditEvent
}
