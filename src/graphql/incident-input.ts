import type { BreakGlassCommand, CloseIncidentCommand, OpenIncidentCommand, RatifyCommand } from '../approvals/index.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { onRequest, targetOf } from './approval-input.ts'
import type {
  BreakGlassInput,
  CloseIncidentInput,
  OpenIncidentInput,
  RatifyBreakGlassInput,
} from './generated/types.ts'
import { nameMax, noReason, nulRefusal, textMax, texts } from './input-texts.ts'

/** Reads `openIncident`. Refuses with BAD_USER_INPUT. */
export function openIncidentCommand(input: OpenIncidentInput): Outcome<OpenIncidentCommand> {
  const read = texts(input, { title: nameMax, reason: textMax, ticket: nameMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { title, reason, ticket, idempotencyKey } = read.value
  if (title === null) return refuse(problem('BAD_USER_INPUT', 'This needs a `title`.', { field: ['title'] }))
  if (reason === null) return refuse(noReason)
  return succeed({ title, severity: input.severity, reason, ticket, idempotencyKey })
}

/** Reads `closeIncident`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function closeIncidentCommand(input: CloseIncidentInput): Outcome<CloseIncidentCommand> {
  const read = texts(input, { reason: textMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const incident = incidentUid(input.id)
  if (incident === null) return refuse(problem('NOT_FOUND', 'There is no such incident.', { field: ['id'] }))
  return succeed({ incident, expectedRevision: input.expectedRevision ?? null, reason, idempotencyKey })
}

/** Reads `breakGlass`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function breakGlassCommand(input: BreakGlassInput): Outcome<BreakGlassCommand> {
  const read = texts(input, { reason: textMax, ticket: nameMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, ticket, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const incident = incidentUid(input.incident)
  if (incident === null) return refuse(problem('NOT_FOUND', 'There is no such incident.', { field: ['incident'] }))
  const { ref, source, environment, alias, deployment } = input
  const nul = nulRefusal({ ref, source, environment, alias, deployment })
  if (nul !== null) return refuse(nul)
  const place = { ref, source: source ?? null, ...targetOf({ environment, alias, deployment }) }
  return succeed({ ...place, incident, reason, ticket, idempotencyKey })
}

/** Reads `ratifyBreakGlass`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function ratifyCommand(input: RatifyBreakGlassInput): Outcome<RatifyCommand> {
  const read = texts(input, { comment: textMax, idempotencyKey: nameMax })
  const on = onRequest(input)
  if (!read.ok) return read
  return on.ok ? succeed({ ...on.value, ...read.value }) : on
}

function incidentUid(id: string): Uid | null {
  const named = fromGlobalId(id)
  return named?.kind === 'Incident' ? named.uid : null
}
