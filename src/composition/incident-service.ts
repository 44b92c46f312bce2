import type { Principal, Rights } from '../access/index.ts'
import type { PeopleReads } from '../approvals/index.ts'
import {
  type ApprovalCaller,
  type ApprovalPorts,
  closeIncident,
  type Incident,
  openIncident,
} from '../approvals/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { IncidentService } from '../graphql/incident-service.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** What incidents are served with. */
export interface IncidentServiceParts {
  readonly ports: ApprovalPorts
  readonly reads: Pick<PeopleReads, 'incidents' | 'incidentsByUid'>
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied'>
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
}

/** Incidents as one caller may see and change them. */
export function createIncidentService(parts: IncidentServiceParts): IncidentService {
  const { ports, reads, rights, access } = parts
  const { principal, origin } = parts.caller
  const caller: ApprovalCaller = { principal, actor: actorOf(principal, origin) }
  const mayRead = async () => {
    const may = await rights.permits(principal, 'incident:read')
    if (!may) access.denied(caller.actor, 'incident:read', { type: 'Organization', id: 'main' })
    return may
  }
  return {
    open: async (command) => shown(await openIncident(ports, caller, command)),
    close: async (command) => shown(await closeIncident(ports, caller, command)),
    async list(filter, page) {
      if (!(await mayRead())) return refuse(unreadable)
      const { items, hasNextPage } = await reads.incidents(filter, page)
      return succeed({ items: items.map((incident) => ({ incident })), hasNextPage })
    },
    async byUid(uid) {
      const [incident] = await reads.incidentsByUid([uid])
      return incident != null && (await mayRead()) ? { incident } : null
    },
  }
}

const unreadable = problem('FORBIDDEN', 'Reading incidents needs the action incident:read.')

function shown(outcome: Outcome<Incident>) {
  return outcome.ok ? succeed({ incident: outcome.value }) : outcome
}
