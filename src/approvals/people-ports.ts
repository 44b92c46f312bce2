import type { Uid } from '../kernel/ids.ts'
import type { Delegation, GateException, Incident } from './people-types.ts'

/** What one transaction reads and writes of what people do beside requests. */
export interface PeopleRecords {
  /** Locks an incident; null where unknown. */
  incident(uid: Uid): Promise<Incident | null>
  saveIncident(incident: Incident): Promise<void>
  /** Locks a delegation; null where unknown. */
  delegation(uid: Uid): Promise<Delegation | null>
  saveDelegation(delegation: Delegation): Promise<void>
  /** Those by which anything that was said may count still: not ended, nor over for longer than any request lives. */
  delegations(): Promise<readonly Delegation[]>
  /** Locks an exception; null where unknown. */
  exception(uid: Uid): Promise<GateException | null>
  saveException(exception: GateException): Promise<void>
  /** Those that were not ended, of a version on a target. */
  exceptionsFor(place: ExceptionPlace): Promise<readonly GateException[]>
}

/** What exceptions are about. */
export interface ExceptionPlace {
  readonly version: Uid
  readonly target: Uid
}

/** A part of a list, the newest first, after the one with the uid `after`. */
export interface PeoplePage {
  readonly first: number
  readonly after: Uid | null
}

/** Reads what people do beside requests. */
export interface PeopleReads {
  /** Null where unknown, in the order asked. */
  incidentsByUid(uids: readonly Uid[]): Promise<readonly (Incident | null)[]>
  /** Those that are open, those that are closed, or all. */
  incidents(
    filter: { readonly isOpen?: boolean },
    page: PeoplePage,
  ): Promise<{ readonly items: readonly Incident[]; readonly hasNextPage: boolean }>
  /** See `PeopleRecords.delegations`. */
  delegations(): Promise<readonly Delegation[]>
  /** Null where unknown, in the order asked. */
  delegationsByUid(uids: readonly Uid[]): Promise<readonly (Delegation | null)[]>
  /** Those from or to any of these principals, or all; the newest first. */
  delegationList(
    filter: { readonly principals?: readonly string[] },
    page: PeoplePage,
  ): Promise<{ readonly items: readonly Delegation[]; readonly hasNextPage: boolean }>
  /** See `PeopleRecords.exceptionsFor`. */
  exceptionsFor(place: ExceptionPlace): Promise<readonly GateException[]>
  /** Null where unknown, in the order asked. */
  exceptionsByUid(uids: readonly Uid[]): Promise<readonly (GateException | null)[]>
  /** Of one version or all, in force at a moment or whenever; the newest first. */
  exceptionList(
    filter: { readonly version?: Uid; readonly at?: number },
    page: PeoplePage,
  ): Promise<{ readonly items: readonly GateException[]; readonly hasNextPage: boolean }>
}
