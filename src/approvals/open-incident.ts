import { singletonResource } from '../access/index.ts'
import type { Action } from '../access/types.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type Bench, benchIn } from './bench.ts'
import type { OpenIncidentCommand } from './commands.ts'
import { deniedEvent } from './events.ts'
import type { Incident } from './people-types.ts'
import type { ApprovalCaller, ApprovalEvent, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { repeatTo } from './repeats.ts'

/**
 * Says that something went wrong, so that others know, and so that glass can be broken for it. Refuses with BAD_USER_INPUT,
 * FORBIDDEN or IDEMPOTENCY_CONFLICT. A refusal of the right is recorded.
 */
export async function openIncident(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: OpenIncidentCommand,
): Promise<Outcome<Incident>> {
  const { title, severity, reason, ticket } = command
  if (title.trim() === '') return refuse(problem('BAD_USER_INPUT', 'Give it a title.', { field: ['title'] }))
  if (reason.trim() === '') return refuse(problem('BAD_USER_INPUT', 'Say what is known.', { field: ['reason'] }))
  const repeat = repeatOfIncident(caller, 'openIncident', command)
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const bench = await benchIn(ports, transaction)
    if (!mayWith(bench, caller, 'incident:open')) return denyIncident(transaction, bench, 'incident:open')
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const incident: Incident = {
      uid: mintUid(bench.now),
      revision: 1,
      title: title.trim(),
      severity,
      reason: reason.trim(),
      ticket,
      openedBy: caller.principal.id,
      openedAt: bench.now,
      closing: null,
    }
    await transaction.saveIncident(incident)
    transaction.record(incidentEvent(incident, { action: 'incident:open', bench, reason, details: { severity } }))
    await repeat.remember(transaction, incident.uid)
    return succeed(incident)
  })
}

/** A mutation of incidents under the key that its caller gave it. */
export function repeatOfIncident(
  caller: ApprovalCaller,
  verb: string,
  payload: { readonly idempotencyKey: string | null },
) {
  return repeatTo<Incident>((transaction, uid) => transaction.incident(uid), caller, [verb, payload])
}

type IncidentAction = Extract<Action, `incident:${string}`>

/** Whether somebody may do something with incidents, which are everybody's who may. */
export function mayWith(
  bench: Pick<Bench, 'decide'>,
  { principal }: Pick<ApprovalCaller, 'principal'>,
  action: IncidentAction,
): boolean {
  return bench.decide(principal, action, singletonResource('Organization')).allowed
}

/** Records that somebody may not do something with incidents, and refuses it. */
export function denyIncident<Result>(
  transaction: Pick<ApprovalTransaction, 'record'>,
  { snapshot }: Pick<Bench, 'snapshot'>,
  action: IncidentAction,
): Outcome<Result> {
  const refusal = problem('FORBIDDEN', `This needs the action ${action}. Ask a policy steward.`)
  const { id, type } = singletonResource('Organization').entity
  transaction.record(deniedEvent(refusal, { action, policySetDigest: snapshot.digest }, { type, id }))
  return refuse(refusal)
}

/** Something that happened to an incident, as it is recorded: opened, or closed. */
export function incidentEvent(
  { uid, revision, closing }: Incident,
  facts: {
    readonly action: IncidentAction
    readonly bench: Pick<Bench, 'snapshot'>
    readonly reason: string
    readonly details?: Readonly<Record<string, JsonValue>>
  },
): ApprovalEvent {
  const { action, bench, reason, details = {} } = facts
  return {
    type: closing === null ? 'gov.incident.opened.v1' : 'gov.incident.closed.v1',
    action,
    resource: incidentInTrail(uid),
    decision: 'ALLOW',
    severity: closing === null ? 'WARN' : 'INFO',
    reason,
    policySetDigest: bench.snapshot.digest,
    details: { revision, ...details },
  }
}

function incidentInTrail(uid: Uid): ApprovalEvent['resource'] {
  return { type: 'Incident', id: uid }
}
