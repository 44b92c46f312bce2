/** The columns of the tables of drift; see `Tables`. */
export interface ViolationTables {
  violation: ViolationTable
  target_watch: TargetWatchTable
  drift_reversion: DriftReversionTable
  endpoint_watch: EndpointWatchTable
}

/** Something that is not as it was approved. What lists filter by has a column; the whole of it is in `violation_json`. */
interface ViolationTable {
  uid: string
  /** At most one of a key is open. */
  key: string
  kind: string
  severity: string
  state: string
  target_uid: string | null
  environment: string
  subject_uid: string
  first_seen_at: number
  ended_at: number | null
  violation_json: string
}

/** How a target stood when it was last looked at. */
interface TargetWatchTable {
  target_uid: string
  state: string
  looked_at: number
  /** Uid of the version that it held at first contact. */
  baseline_version: string | null
  watch_json: string
}

/** A try to put back what was approved. */
interface DriftReversionTable {
  violation_uid: string
  attempt: number
  target_uid: string
  begun_at: number
  is_automatic: number
}

/** What a server served when it was first looked at. */
interface EndpointWatchTable {
  source: string
  watch_json: string
}
