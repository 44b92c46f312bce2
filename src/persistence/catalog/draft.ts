import { createHash } from 'node:crypto'
import type { MirroredKind, ObjectFacts } from '../../catalog/types.ts'
import type { DatasetRole } from '../../connector/records.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { storableText } from '../storable-text.ts'
import { type LineageDraft, noLineage } from './lineage-draft.ts'

/** An object as a tool's record describes it, before it is compared with the mirror. */
export interface Draft {
  readonly kind: MirroredKind
  readonly workspace: string
  readonly nativeId: string
  readonly nativeCreatedAt: number | null
  readonly parent: ParentRef | null
  readonly name: string
  readonly description: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** See the column of the same meaning. */
  readonly newestKey: number
  readonly runId: string | null
  readonly parentRunId: string | null
  readonly status: string | null
  readonly user: string | null
  readonly digest: string | null
  /** Of a logged model, where its files are. */
  readonly filesUri: string | null
  readonly facts: ObjectFacts
  readonly attributes: readonly Attribute[]
  readonly inputs: readonly InputDraft[]
  readonly measurements: readonly MeasurementDraft[]
  readonly lineage: LineageDraft
  /** Known only because a child names it. */
  readonly isPlaceholder: boolean
  /** Still reported by its tool, as something deleted. */
  readonly isDeleted: boolean
}

/** Names a parent in the same source and workspace. */
export interface ParentRef {
  readonly kind: MirroredKind
  readonly nativeId: string
}

/** A tag, a param or a latest metric. */
export interface Attribute {
  readonly space: 'TAG' | 'PARAM' | 'METRIC'
  readonly key: string
  readonly text: string
  readonly number: number | null
}

/** Data that a run read, by the native id of the data version. */
export interface InputDraft {
  readonly nativeId: string
  readonly role: DatasetRole
  readonly context: string | null
}

/** A metric measured on one data version. */
export interface MeasurementDraft {
  readonly datasetName: string
  readonly datasetDigest: string
  readonly metric: string
  readonly valueText: string
  readonly recordedAt: number | null
  readonly loggedModelId: string | null
  /** Native id of the run that recorded it. */
  readonly runId: string | null
}

/** The parts of a draft that most kinds leave empty. */
export const plainDraft = {
  description: null,
  createdAt: null,
  updatedAt: null,
  nativeCreatedAt: null,
  parent: null,
  newestKey: 0,
  runId: null,
  parentRunId: null,
  status: null,
  user: null,
  digest: null,
  filesUri: null,
  facts: {},
  attributes: [],
  inputs: [],
  measurements: [],
  lineage: noLineage,
  isPlaceholder: false,
  isDeleted: false,
} satisfies Partial<Draft>

/** Tells a draft from the others of its source. */
export function draftKey(draft: Pick<Draft, 'workspace' | 'kind' | 'nativeId'>): string {
  return storableText(`${draft.kind}\n${draft.workspace}\n${draft.nativeId}`)
}

/** Grows when the mirror keeps more of the same records: the next full crawl then writes every object anew. */
const contentVersion = 2

/** Equal for drafts that the mirror would hold alike; empty for a placeholder, which any real record differs from. */
export function contentHash(draft: Draft): string {
  if (draft.isPlaceholder) return ''
  const { name, description, createdAt, updatedAt, parent, user, status, facts } = draft
  const content = {
    version: contentVersion,
    own: [
      name,
      description,
      createdAt,
      updatedAt,
      parent === null ? null : parent.nativeId,
      user,
      status,
      draft.filesUri,
    ],
    facts: JSON.stringify(facts),
    attributes: draft.attributes.map(({ space, key, text }) => `${space} ${key}\n${text}`).toSorted(),
    inputs: draft.inputs.map((input) => [input.nativeId, input.role, input.context]),
    measurements: draft.measurements.map((each) => Object.values(each)),
    lineage: JSON.stringify(draft.lineage),
  }
  return createHash('sha256').update(canonicalJson(content)).digest('base64url')
}

/** The longest native id that an index holds as it is. */
const nativeKeyMax = 250

/** A native id as the index holds it. */
export function nativeKey(nativeId: string): string {
  const text = storableText(nativeId)
  if (text.length <= nativeKeyMax) return text
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
