import type { Uid } from '../kernel/ids.ts'
import type { Incident } from './people-types.ts'

/** What one transaction reads and writes of incidents. */
export interface PeopleRecords {
  /** Locks an incident; null where unknown. */
  incident(uid: Uid): Promise<Incident | null>
  saveIncident(incident: Incident): Promise<void>
}

/** A part of a list, the newest first, after the one with the uid `after`. */
export interface PeoplePage {
  readonly first: number
  readonly after: Uid | null
}

/** Reads incidents. */
export interface PeopleReads {
  /** Null where unknown, in the order asked. */
  incidentsByUid(uids: readonly Uid[]): Promise<readonly (Incident | null)[]>
  /** Those that are open, those that are closed, or all. */
  incidents(
    filter: { readonly isOpen?: boolean },
    page: PeoplePage,
  ): Promise<{ readonly items: readonly Incident[]; readonly hasNextPage: boolean }>
}
