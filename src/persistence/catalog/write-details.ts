import { hasEmailAddress } from '../../kernel/email-address.ts'
import type { Uid } from '../../kernel/ids.ts'
import { cutText, foldText } from '../fold-text.ts'
import { type Columns, insertRows } from '../insert-rows.ts'
import { type Cell, isIn } from '../json-rows.ts'
import type { Tables } from '../tables.ts'
import { type Attribute, draftKey } from './draft.ts'
import type { IngestPlan } from './plan-ingest.ts'
import type { ObjectWriter, PlacedDraft } from './write-objects.ts'

/** As much of a value as an index holds. */
const indexedTextMax = 120

/** As much of one text as search reads. */
const searchedTextMax = 1_000

/** Splits a value into the indexed part and the rest. */
export function splitValue(text: string): readonly [string, string | null] {
  const start = cutText(text, indexedTextMax)
  return [start, start.length === text.length ? null : text.slice(start.length)]
}

/** Text as search reads it. */
export function searchedText(text: string): string {
  return foldText(cutText(text, searchedTextMax))
}

/** Whether search looks into the value of a tag. People's addresses are not for everybody, so nobody finds by them. */
export function isSearched(tagValue: string): boolean {
  return !hasEmailAddress(tagValue)
}

/** Writes tags, params, metrics, searched text and the data of runs; `renewed` objects lose what they had of it before. */
export async function writeDetails(
  writer: ObjectWriter,
  plan: IngestPlan,
  placed: { readonly created: readonly PlacedDraft[]; readonly renewed: readonly PlacedDraft[] },
): Promise<void> {
  await removeDetails(
    writer,
    placed.renewed.map(({ uid }) => uid),
  )
  const all = [...placed.created, ...placed.renewed]
  await insertRows(
    writer,
    textTable,
    all.map((each) => textRow(writer, each)),
  )
  await insertRows(writer, attributeTable, all.flatMap(attributeRows))
  await insertRows(
    writer,
    inputTable,
    all.flatMap((each) => inputRows(plan, each)),
  )
  await insertRows(writer, measurementTable, all.flatMap(measurementRows))
}

/** Takes objects out of search. */
export async function removeText(
  { kysely, engine }: Pick<ObjectWriter, 'kysely' | 'engine'>,
  uids: readonly Uid[],
): Promise<void> {
  if (uids.length > 0)
    await kysely
      .deleteFrom('object_text')
      .where(isIn(engine, 'uid', uids))
      .execute()
}

async function removeDetails(writer: ObjectWriter, uids: readonly Uid[]): Promise<void> {
  if (uids.length === 0) return
  const { kysely, engine } = writer
  await removeText(writer, uids)
  await kysely
    .deleteFrom('object_attribute')
    .where(isIn(engine, 'uid', uids))
    .execute()
  await kysely
    .deleteFrom('run_input')
    .where(isIn(engine, 'run_uid', uids))
    .execute()
  await kysely
    .deleteFrom('measurement')
    .where(isIn(engine, 'owner_uid', uids))
    .execute()
}

const textTable: Target<'object_text'> = {
  table: 'object_text',
  columns: [
    ['uid', 'text'],
    ['kind', 'text'],
    ['source', 'text'],
    ['name', 'text'],
    ['description', 'text'],
    ['tags', 'text'],
  ],
}

const attributeTable: Target<'object_attribute'> = {
  table: 'object_attribute',
  columns: [
    ['uid', 'text'],
    ['space', 'text'],
    ['key', 'text'],
    ['text_value', 'text'],
    ['text_rest', 'text'],
    ['number_value', 'double precision'],
  ],
}

const inputTable: Target<'run_input'> = {
  table: 'run_input',
  columns: [
    ['run_uid', 'text'],
    ['data_version_uid', 'text'],
    ['role', 'text'],
    ['context', 'text'],
  ],
}

const measurementTable: Target<'measurement'> = {
  table: 'measurement',
  columns: [
    ['owner_uid', 'text'],
    ['dataset_name', 'text'],
    ['dataset_digest', 'text'],
    ['metric', 'text'],
    ['value_text', 'text'],
    ['recorded_at', 'bigint'],
    ['logged_model_id', 'text'],
    ['run_id', 'text'],
  ],
}

interface Target<Table extends keyof Tables> {
  readonly table: Table
  readonly columns: Columns<Table>
}

function textRow({ source }: ObjectWriter, { uid, draft }: PlacedDraft): readonly Cell[] {
  const tags = draft.attributes
    .filter(({ space, text }) => space === 'TAG' && isSearched(text))
    .map(({ text }) => searchedText(text))
  return [uid, draft.kind, source, searchedText(draft.name), searchedText(draft.description ?? ''), tags.join('\n')]
}

function attributeRows({ uid, draft }: PlacedDraft): readonly (readonly Cell[])[] {
  return draft.attributes.map(({ space, key, text, number }: Attribute) => [
    uid,
    space,
    key,
    ...splitValue(text),
    number,
  ])
}

function inputRows(plan: IngestPlan, { uid, draft }: PlacedDraft): readonly (readonly Cell[])[] {
  return draft.inputs.flatMap(({ nativeId, role, context }) => {
    const data = plan.get(draftKey({ workspace: draft.workspace, kind: 'DataVersion', nativeId }))?.decision.uid ?? null
    return data === null ? [] : [[uid, data, role, context]]
  })
}

function measurementRows({ uid, draft }: PlacedDraft): readonly (readonly Cell[])[] {
  return draft.measurements.map((each) => [
    uid,
    each.datasetName,
    each.datasetDigest,
    each.metric,
    each.valueText,
    each.recordedAt,
    each.loggedModelId,
    each.runId,
  ])
}
