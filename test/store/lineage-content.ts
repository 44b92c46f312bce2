import { sql } from 'kysely'
import type { OpenLineageStore } from '../../src/ingest/openlineage/ports.ts'
import { readEvent } from '../../src/ingest/openlineage/read-event.ts'
import { type NamespaceMapping, statementOf } from '../../src/ingest/openlineage/statement-of-event.ts'
import type { Database } from '../../src/persistence/database.ts'
import { minute } from '../ingest/events.ts'

/** Takes an event in as the door would, from somebody who may send it. */
export async function take(
  store: OpenLineageStore,
  body: unknown,
  sender = 'ada',
  mappings: readonly NamespaceMapping[] = [],
): Promise<void> {
  const read = readEvent(body, minute(1_000))
  if (!read.ok) throw new Error(read.problem.message)
  await store.take(statementOf(read.value, { sender, mappings }))
}

const tables: Readonly<Record<string, string>> = {
  edges: `select from_key, to_key, kind, confidence, case when stated_by like 'openlineage %' then stated_by end as party,
      source, sender, valid_from, valid_to, basis, columns_json from lineage_edge`,
  objects: 'select kind, workspace, native_id, name, description, facts_json from object where deleted_at is null',
  nodes: 'select key, kind, properties_json from lineage_node',
  same: 'select key, same_as, proof from lineage_same',
  spans: 'select * from openlineage_span',
  runs: 'select * from openlineage_run',
}

/** All that the store holds of lineage events, without what each store names by itself. */
export async function contentOf({ kysely }: Database) {
  const content: Record<string, readonly string[]> = {}
  for (const [name, text] of Object.entries(tables)) {
    const { rows } = await sql.raw(text).execute(kysely)
    content[name] = rows.map((row) => JSON.stringify(row)).toSorted()
  }
  return content
}
