/** The columns of the tables of lineage events; see `Tables`. */
export interface OpenLineageTables {
  openlineage_object: ObjectTable
  openlineage_run: RunTable
  openlineage_presence: PresenceTable
  openlineage_span: SpanTable
}

/** Something that events named. */
interface ObjectTable {
  key: string
  kind: string
  namespace: string
  native_id: string
  /** As the mirror's column of the same name. */
  native_key: string
  address_key: string | null
  /** By fact, when it was told and what. */
  facts_json: string
}

/** A run, or what was said without one. */
interface RunTable {
  party: string
  run_id: string
  first_at: number
  state: string
  state_at: number
  error: string | null
  error_at: number | null
  completed_at: number | null
  /** Whether it named any data; one that named none tells of no end. */
  tells_data: number
  tells_parent: number
}

/** An edge that held in a run. */
interface PresenceTable {
  party: string
  kind: string
  from_key: string
  to_key: string
  run_id: string
  /** When an event of the run first told of it, and who sent that. */
  at: number
  sender: string
  /** When its columns were told last. */
  columns_at: number | null
  columns_json: string | null
}

/** A time in which an edge held, by all runs of its party. */
interface SpanTable {
  party: string
  kind: string
  from_key: string
  to_key: string
  valid_from: number
  valid_to: number | null
}
