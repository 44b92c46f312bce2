// Breaking: no.
import type { Kysely } from 'kysely'
import { lineageKeyOf } from '../../kernel/lineage-key.ts'
import { nodeKindOfObject } from '../../kernel/recorded-lineage.ts'
import type { Tables } from '../tables.ts'
import type { Migration } from './migration.ts'

/**
 * Nodes for what is known only because something names it, such as the datasets of runs. A crawl writes them with the
 * first record that names them, and those of a store that is older than the index had been named before there was one.
 */
export const lineageNames: Migration = {
  name: '0014-lineage-names',
  isBreaking: false,
  async up(db) {
    let last = ''
    for (;;) {
      const named = await namedAfter(db, last)
      const rows = named.flatMap(nodeOf)
      if (rows.length > 0) await db.insertInto('lineage_node').values(rows).execute()
      const next = named.at(-1)
      if (next === undefined) return
      last = next.uid
    }
  },
}

/** Rows of one statement: SQLite takes no more than 32,766 values. */
const batchSize = 1_000

function namedAfter(db: Kysely<Tables>, uid: string) {
  return db
    .selectFrom('object as o')
    .leftJoin('lineage_node as n', 'n.uid', 'o.uid')
    .select(['o.uid', 'o.kind', 'o.source', 'o.workspace', 'o.native_id as nativeId'])
    .where('o.uid', '>', uid)
    .where('o.content_hash', '=', '')
    .where('o.deleted_at', 'is', null)
    .where('n.uid', 'is', null)
    .orderBy('o.uid')
    .limit(batchSize)
    .execute()
}

function nodeOf({ uid, ...name }: Awaited<ReturnType<typeof namedAfter>>[number]) {
  const kind = Object.entries(nodeKindOfObject).find(([each]) => each === name.kind)?.[1] ?? null
  if (kind === null) return []
  const facts = { kind, name: null, source: name.source, subject_uid: null, properties_json: '{}' }
  return [{ uid, key: lineageKeyOf(name), is_object: 1, ...facts }]
}
