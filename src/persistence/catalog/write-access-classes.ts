import { type Kysely, sql } from 'kysely'
import type { AccessClass } from '../../catalog/types.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { Uid } from '../../kernel/ids.ts'
import { type LineageKey, lineageKeyOf } from '../../kernel/lineage-key.ts'
import type { Engine } from '../database.ts'
import { type Cell, cell, isIn, jsonRows } from '../json-rows.ts'
import type { Tables } from '../tables.ts'
import { accessClass, classOfRow, type PolicyTags, rowOfClass } from './access-class.ts'

/** Where to write, within a transaction. */
export interface ClassWriter {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
}

/** Classes by id. */
export async function findClasses(
  { kysely, engine }: ClassWriter,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccessClass>> {
  if (ids.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('access_class')
    .selectAll()
    .where(isIn(engine, 'id', [...new Set(ids)]))
    .execute()
  return new Map(rows.map((row) => [row.id, classOfRow(row)]))
}

/** Adds classes that do not exist yet. Answers whether any was new. */
export async function addClasses({ kysely, engine }: ClassWriter, classes: readonly AccessClass[]): Promise<boolean> {
  const distinct = [...new Map(classes.map((each) => [each.id, each])).values()]
  if (distinct.length === 0) return false
  const rows = distinct
    .map(rowOfClass)
    .map((row): readonly Cell[] => [row.id, row.kind, row.source, row.workspace, row.tags_json, row.parent_tags_json])
  const cells = rows[0]?.map((_, index) => cell(index, 'text')) ?? []
  // The condition tells SQLite's parser that the join's `on` is not meant (https://sqlite.org/lang_upsert.html).
  const { numAffectedRows } = await sql`/* catalog.addClasses */
    insert into access_class (id, kind, source, workspace, tags_json, parent_tags_json)
    select ${sql.join(cells)} from ${jsonRows(engine, rows)} where true on conflict (id) do nothing`.execute(kysely)
  return (numAffectedRows ?? 0n) > 0n
}

/** Puts the children of an object into the classes that its tags make of them. Answers the nodes of those that changed. */
export async function reclassifyChildren(
  writer: ClassWriter,
  parent: Uid,
  parentTags: PolicyTags,
): Promise<readonly LineageKey[]> {
  const { kysely } = writer
  const rows = await kysely
    .selectFrom('access_class')
    .selectAll()
    .where('id', 'in', (query) => query.selectFrom('object').select('access_class').where('parent_uid', '=', parent))
    .execute()
  const touched: LineageKey[] = []
  for (const before of rows.map(classOfRow)) {
    if (canonicalJson(before.parentTags) === canonicalJson(parentTags)) continue
    const { id: _, ...facts } = before
    const after = accessClass({ ...facts, parentTags })
    await addClasses(writer, [after])
    const changed = await kysely
      .updateTable('object')
      .set({ access_class: after.id })
      .where('parent_uid', '=', parent)
      .where('access_class', '=', before.id)
      .returning(['kind', 'source', 'workspace', 'native_id as nativeId'])
      .execute()
    for (const child of changed) touched.push(lineageKeyOf(child))
  }
  return touched
}
