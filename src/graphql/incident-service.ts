import type { CloseIncidentCommand, OpenIncidentCommand } from '../approvals/index.ts'
import type { Incident } from '../approvals/people-types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { ApprovalPage } from './approval-service.ts'

/** An incident as it is. */
export interface IncidentView {
  readonly incident: Incident
}

/** Incidents, for those who may read, open and close them. */
export interface IncidentService {
  /** See `openIncident` of the domain. */
  open(command: OpenIncidentCommand): Promise<Outcome<IncidentView>>
  /** See `closeIncident` of the domain. */
  close(command: CloseIncidentCommand): Promise<Outcome<IncidentView>>
  /** The newest first, after the one with the uid `after`. Refuses with FORBIDDEN. */
  list(
    filter: { readonly isOpen?: boolean },
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<Outcome<ApprovalPage<IncidentView>>>
  /** Null where unknown, or the caller may not read incidents. */
  byUid(uid: Uid): Promise<IncidentView | null>
}
