/** Who uses an object. One row for each name, in any case, of one object. */
export interface ConsumerTable {
  uid: string
  object_uid: string
  name: string
  name_folded: string
  kind: string
  criticality: string
  owner_team: string | null
  contact: string | null
  endpoint: string | null
  registered_at: number
  updated_at: number
  active_since: number
  /** Null while it uses the object. */
  ended_at: number | null
}
