import type { Generated } from 'kysely'

/** The columns of the tables of the lineage index; see `Tables`. */
export interface LineageTables {
  lineage_node: LineageNodeTable
  lineage_same: LineageSameTable
  lineage_edge: LineageEdgeTable
  lineage_statement: LineageStatementTable
  alias_interval: AliasIntervalTable
  lineage_source: LineageSourceTable
  lineage_head: LineageHeadTable
  lineage_change: LineageChangeTable
}

/** A node of the lineage index. An object that took the name of another has a row of its own under the same key. */
interface LineageNodeTable {
  /** Uid of the object, or id of the virtual node. */
  uid: string
  key: string
  is_object: number
  kind: string
  /** Of a virtual node; an object has its own. */
  name: string | null
  source: string | null
  subject_uid: string | null
  properties_json: string
}

/** A node that is proven to be another under a second name: its edges count as the other's. */
interface LineageSameTable {
  key: string
  same_as: string
  proof: string
}

/** An edge of the lineage index, from what was there first to what came of it. */
interface LineageEdgeTable {
  id: Generated<number>
  from_key: string
  to_key: string
  kind: string
  confidence: string
  /** Uid of the object that tells of it, or another name of who says so. */
  stated_by: string
  source: string | null
  /** Principal that sent it. */
  sender: string | null
  observed_at: number
  valid_from: number | null
  valid_to: number | null
  /** TOLD, or SEEN where the times are those in which we saw it. */
  basis: string
  columns_json: string | null
}

/** The last statement of a party that is no object. */
interface LineageStatementTable {
  stated_by: string
  observed_at: number
  digest: string
}

/** Which version an alias pointed at in a time. */
interface AliasIntervalTable {
  id: Generated<number>
  model_key: string
  alias: string
  version: string
  valid_from: number
  valid_to: number | null
}

/** Since when a source is indexed. */
interface LineageSourceTable {
  source: string
  indexed_since: number
}

/** One row. Taking its next number holds up other writers until the end of the transaction, so numbers are committed in order. */
interface LineageHeadTable {
  id: number
  sequence: number
  /** Changes up to this one are no longer kept. */
  forgotten: number
  /** Rows of changes. */
  kept: number
}

/** A node of which something changed. */
interface LineageChangeTable {
  sequence: number
  key: string
  changed_at: number
}
