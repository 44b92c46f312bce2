import type { AuditStream } from '../audit/types.ts'
import type { ApprovalTables } from './approval-tables.ts'
import type { ConsumerTable } from './consumer-tables.ts'
import type { HookArrivalTable, HookDeliveryTable, HookRegistrationTable } from './hook-tables.ts'
import type { LineageTables } from './lineage-tables.ts'
import type { OpenLineageTables } from './openlineage/tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { ViolationTables } from './violation-tables.ts'

/**
 * The columns of every table, as both engines return them. Times are milliseconds since the Unix epoch,
 * flags are 0 or 1, and `*_json` holds JSON text.
 */
export interface Tables extends LineageTables, OpenLineageTables, ApprovalTables, PeopleTables, ViolationTables {
  schema_migration: SchemaMigrationTable
  object: ObjectTable
  object_text: ObjectTextTable
  object_attribute: ObjectAttributeTable
  run_input: RunInputTable
  measurement: MeasurementTable
  stream_progress: StreamProgressTable
  token: TokenTable
  principal_key: PrincipalKeyTable
  person: PersonTable
  service_account: ServiceAccountTable
  session: SessionTable
  artifact_digest: ArtifactDigestTable
  version_facts: VersionFactsTable
  version_file: VersionFileTable
  environment: EnvironmentTable
  target: TargetTable
  role_grant: RoleGrantTable
  grant_request: GrantRequestTable
  policy_proposal: PolicyProposalTable
  policy_version: PolicyVersionTable
  access_state: AccessStateTable
  audit_event: AuditEventTable
  audit_head: AuditHeadTable
  audit_checkpoint: AuditCheckpointTable
  audit_text: AuditTextTable
  principal: PrincipalTable
  access_class: AccessClassTable
  policy_tag: PolicyTagTable
  consumer: ConsumerTable
  hook_delivery: HookDeliveryTable
  hook_arrival: HookArrivalTable
  hook_registration: HookRegistrationTable
}

/** Which migrations have run. */
export interface SchemaMigrationTable {
  name: string
  is_breaking: number
  applied_at: number
}

/** One object of one tool. At most one row of a (source, workspace, kind, native_key) is not deleted. */
export interface ObjectTable {
  uid: string
  kind: string
  source: string
  workspace: string
  native_id: string
  /** The native id, or a hash of a very long one, so that it fits an index. */
  native_key: string
  native_created_at: number | null
  parent_uid: string | null
  name: string
  /** Folded and cut, for order and for search in any case. */
  name_folded: string
  description: string | null
  created_at: number | null
  updated_at: number | null
  /** Creation, or the number of a version; 0 where unknown. Lists that show the newest first go by it. */
  newest_key: number
  observed_at: number
  generation: number
  deleted_at: number | null
  /** Empty for a placeholder, whose own record has not been seen. */
  content_hash: string
  /** Of a version, native id of the run that made it. */
  run_id: string | null
  /** Of a run, native id of the run it is part of. */
  parent_run_id: string | null
  status: string | null
  user_name: string | null
  /** Of a data version. */
  digest: string | null
  /** Of a data version, where it came from; of a logged model, where its files are. Cut like `native_key`. */
  address_key: string | null
  facts_json: string
  /** Id in `access_class`; empty until the classes are made anew. */
  access_class: string
}

/** Folded text that search reads: a narrow row for each live object. */
export interface ObjectTextTable {
  uid: string
  kind: string
  source: string
  name: string
  description: string
  tags: string
}

/** Tags, params and latest metrics, for filters. */
export interface ObjectAttributeTable {
  uid: string
  space: 'TAG' | 'PARAM' | 'METRIC'
  key: string
  /** The first part of the text, which fits an index; `text_rest` is what follows. */
  text_value: string
  text_rest: string | null
  /** Null when the value is not a number. */
  number_value: number | null
}

/** Data that a run read. */
export interface RunInputTable {
  run_uid: string
  data_version_uid: string
  role: string
  context: string | null
}

/** A metric measured on one data version. */
export interface MeasurementTable {
  /** The run or the logged model that holds it. */
  owner_uid: string
  /** Native id of the run that recorded it, where the tool tells. */
  run_id: string | null
  dataset_name: string
  dataset_digest: string
  metric: string
  /** As text, because a metric may be NaN or infinite and SQLite keeps no NaN. */
  value_text: string
  recorded_at: number | null
  logged_model_id: string | null
}

/** Where the crawl of a stream stands. */
export interface StreamProgressTable {
  source: string
  stream: string
  state: string
  generation: number
  mode: string | null
  cursor: string | null
  next_cursor: string | null
  processed: number
  complete_as_of: number | null
  full_as_of: number | null
  error_json: string | null
}

/** Tokens by hash. */
export interface TokenTable {
  id: string
  principal_name: string
  kind: string
  holder_id: string | null
  roles_json: string
  /** Teams, clearance and regions; null in rows from before there were any. */
  rights_json: string | null
  scopes_json: string | null
  creator_id: string | null
  parent_id: string | null
  hash: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

/** Digests of files at one revision. */
export interface ArtifactDigestTable {
  key_hash: string
  sha256: string
}

/** What is known of the files of one model version. */
export interface VersionFactsTable {
  version_uid: string
  store: string | null
  uri: string | null
  uri_key: string | null
  has_files: number
  /** `updated_at` of the version when it was looked at; null when it was only tried. */
  indexed_as_of: number | null
  is_indexed: number
  tried_at: number
}

/** One file of a model version. */
export interface VersionFileTable {
  version_uid: string
  path: string
  size_bytes: number
  sha256: string | null
}

/** A place that models are promoted to. */
export interface EnvironmentTable {
  uid: string
  name: string
  rank: number
  is_protected: number
}

/** What stands for a model in an environment. */
export interface TargetTable {
  uid: string
  environment: string
  source: string
  kind: string
  native_ref: string
  registry: string | null
  model: string | null
}

/** A combination of facts that policy looks at; its id is their digest, so a row never changes. */
export interface AccessClassTable {
  id: string
  kind: string
  source: string
  workspace: string
  /** Of the tags that policy looks at, those that the object has; null while its tool has not been read for it. */
  tags_json: string | null
  /** Likewise of its parent; an empty object for kinds without one. */
  parent_tags_json: string | null
}

/** Keys of the tags that the classes were made of. */
export interface PolicyTagTable {
  key: string
}

/** One event of the audit trail. Nothing changes or removes a row. */
export interface AuditEventTable {
  stream: AuditStream
  sequence: number
  id: string
  type: string
  actor: string | null
  action: string
  resource_type: string
  resource_id: string
  decision: string
  recorded_at: number
  event_json: string
  leaf_hash: string
  prev_hash: string
  entry_hash: string
  subtree_hash: string
  key_id: string
  signature: string
}

/** Where a stream of the audit trail ends. */
export interface AuditHeadTable {
  stream: AuditStream
  origin: string
  size: number
  entry_hash: string
  /** Hashes with commas between. */
  peaks: string
  key_id: string
  signature: string
}

/** Signed statements of how a stream stood. Nothing changes or removes a row. */
export interface AuditCheckpointTable {
  stream: AuditStream
  size: number
  note: string
}

/** Free text that an event only holds a commitment to. */
export interface AuditTextTable {
  stream: AuditStream
  sequence: number
  author: string | null
  salt: string
  text: string
}

/** Who is behind a pseudonym. */
export interface PrincipalTable {
  id: string
  display_name: string | null
  issuer: string | null
  subject: string | null
  created_at: number
  erased_at: number | null
}

/** Who holds which role where. Rows are never changed but for `revoked_at`. */
export interface RoleGrantTable {
  id: string
  holder_type: string
  holder_id: string
  role: string
  scope_type: string
  scope_id: string
  expires_at: number | null
  reason: string
  created_by: string
  created_at: number
  revoked_at: number | null
}

/** Every version of the policies. Rows are never changed. */
export interface PolicyVersionTable {
  number: number
  files_json: string
  digest: string
  /** Of the schema and built-in policies that it was checked with. */
  model_digest: string
  author: string
  published_at: number
}

/** What a steward asked for, and how that ended. Rows are changed once, when they are decided. */
interface StewardRequestTable {
  id: string
  reason: string
  /** The principal as it was when it asked. */
  requester_json: string
  requested_by: string
  requested_at: number
  lapses_at: number
  /** Null while it waits. */
  outcome: string | null
  decided_by: string | null
  decided_at: number | null
}

/** Grants that needed a second steward. */
export interface GrantRequestTable extends StewardRequestTable {
  holder_type: string
  holder_id: string
  role: string
  scope_type: string
  scope_id: string
  expires_at: number | null
}

/** Policies that were to be published; those of every version among them. */
export interface PolicyProposalTable extends StewardRequestTable {
  files_json: string
  digest: string
  /** Number of the version they were made from; 0 for none. */
  based_on: number
  /** Number of the version they became. */
  published_as: number | null
}

/** One row: how often rights have changed. */
export interface AccessStateTable {
  id: number
  epoch: number
}
/** One row: what ids of principals are made with. */
export interface PrincipalKeyTable {
  id: number
  key: string
}

/** What identity providers say of people; who they are is in `principal`. */
export interface PersonTable {
  id: string
  kind: string
  claimed_json: string
  last_seen_at: number | null
  deactivated_at: number | null
}

/** Programs that act under a name of their own, and who answers for them. */
export interface ServiceAccountTable {
  name: string
  owner_id: string
  created_at: number
}

/** Logins of browsers, by the hash of what their cookie holds. */
export interface SessionTable {
  hash: string
  /** Of the attempt that it came from, which makes one session at most. */
  login_id: string
  person_id: string
  identified_json: string
  created_at: number
  last_used_at: number
  expires_at: number
  revoked_at: number | null
}
