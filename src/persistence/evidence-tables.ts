/** The columns of the tables of evidence; see `Tables`. */
export interface EvidenceTables {
  evidence: EvidenceTable
  ci_check: CiCheckTable
}

/** What a producer said of a version. Rows are added and never changed. */
export interface EvidenceTable {
  uid: string
  version_uid: string
  gate: string
  subject_digest: string
  artifact_digest: string | null
  producer: string
  principal: string
  outcome: string | null
  values_json: string
  uri: string | null
  digest: string | null
  issued_at: number
  expires_at: number | null
  received_at: number
  content_digest: string
  idempotency_key: string | null
}

/** What the latest word of a producer is on a check of a commit. */
export interface CiCheckTable {
  producer: string
  repository: string
  commit_id: string
  name: string
  state: string
  /** Place of the state in `ciStates`: of two words of one moment the higher counts. */
  state_rank: number
  reported_at: number
  url: string | null
  principal: string
  received_at: number
}
