import type { CloseIncidentCommand, OpenIncidentCommand } from '../approvals/index.ts'
import { fromGlobalId } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { CloseIncidentInput, OpenIncidentInput } from './generated/types.ts'
import { nameMax, noReason, textMax, texts } from './input-texts.ts'

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
  const named = fromGlobalId(input.id)
  if (named?.kind !== 'Incident') return refuse(problem('NOT_FOUND', 'There is no such incident.', { field: ['id'] }))
  return succeed({ incident: named.uid, expectedRevision: input.expectedRevision ?? null, reason, idempotencyKey })
}
