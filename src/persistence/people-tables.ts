/** The columns of what people do beside requests; see `Tables`. What lists filter by has a column; the whole is in `*_json`. */
export interface PeopleTables {
  incident: IncidentTable
  review_delegation: ReviewDelegationTable
  gate_exception: GateExceptionTable
}

/** Something went wrong. */
interface IncidentTable {
  uid: string
  is_open: number
  opened_at: number
  incident_json: string
}

/** Somebody judges in somebody else's place. */
interface ReviewDelegationTable {
  uid: string
  from_principal: string
  to_principal: string
  until_at: number
  /** When it was ended before its time. */
  ended_at: number | null
  delegation_json: string
}

/** A gate that need not pass for one version on one target. */
interface GateExceptionTable {
  uid: string
  version_uid: string
  target_uid: string
  until_at: number
  /** When it was ended before its time. */
  ended_at: number | null
  exception_json: string
}
