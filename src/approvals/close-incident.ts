import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { benchIn } from './bench.ts'
import type { CloseIncidentCommand } from './commands.ts'
import { denyIncident, incidentEvent, mayWith, repeatOfIncident } from './open-incident.ts'
import type { Incident } from './people-types.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'

/**
 * Says that an incident is over: glass is broken for it no more. What was done for it is still to be ratified. Refuses with
 * BAD_USER_INPUT, FORBIDDEN, NOT_FOUND, WRONG_STATE, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT. A refusal of the right is
 * recorded.
 */
export async function closeIncident(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: CloseIncidentCommand,
): Promise<Outcome<Incident>> {
  const reason = command.reason.trim()
  if (reason === '') return refuse(problem('BAD_USER_INPUT', 'Say how it ended.', { field: ['reason'] }))
  const repeat = repeatOfIncident(caller, 'closeIncident', command)
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const bench = await benchIn(ports, transaction)
    if (!mayWith(bench, caller, 'incident:close')) return denyIncident(transaction, bench, 'incident:close')
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const incident = await transaction.incident(command.incident)
    if (incident === null) return refuse(unknownIncident)
    if (incident.closing !== null) return refuse(isClosed)
    const { revision } = incident
    if (command.expectedRevision !== null && command.expectedRevision !== revision) return refuse(changed(revision))
    const closing = { at: bench.now, by: caller.principal.id, reason }
    const closed: Incident = { ...incident, revision: revision + 1, closing }
    await transaction.saveIncident(closed)
    transaction.record(incidentEvent(closed, { action: 'incident:close', bench, reason }))
    await repeat.remember(transaction, closed.uid)
    return succeed(closed)
  })
}

/** There is no such incident. */
export const unknownIncident = problem('NOT_FOUND', 'There is no such incident.', { field: ['incident'] })

const isClosed = problem('WRONG_STATE', 'The incident is closed already.', { field: ['incident'] })

function changed(revision: number) {
  const message = `The incident has changed since: this is revision ${revision}. Look at it again.`
  return problem('REVISION_CONFLICT', message, { field: ['expectedRevision'], details: { revision } })
}
