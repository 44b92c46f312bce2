import type { MirroredObject } from '../catalog/types.ts'
import { mintedAt } from '../kernel/ids.ts'
import { lineageKeyOf } from '../kernel/lineage-key.ts'
import type { Database } from './database.ts'
import { storableText } from './storable-text.ts'

/** A time in which an alias stood for a version. */
export interface AliasPeriod {
  /** Grows with every period. */
  readonly number: number
  readonly alias: string
  /** Number of the version. */
  readonly version: string
  readonly since: number
  readonly until: number | null
}

/** Times of the aliases of a model, the newest first; of one that bore its name before it there are none. */
export type AliasHistory = (
  model: MirroredObject,
  alias: string | null,
  page: { readonly first: number; readonly before: number | null },
) => Promise<{ readonly items: readonly AliasPeriod[]; readonly hasNextPage: boolean }>

/** Reads what the lineage index keeps of aliases. */
export function createAliasHistory({ kysely }: Pick<Database, 'kysely'>): AliasHistory {
  return async ({ uid, source, workspace, nativeId }, alias, { first, before }) => {
    const key = lineageKeyOf({ kind: 'Model', source, workspace, nativeId })
    let query = kysely.selectFrom('alias_interval').selectAll().where('model_key', '=', key)
    query = query.where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', mintedAt(uid))]))
    if (alias !== null) query = query.where('alias', '=', storableText(alias))
    if (before !== null) query = query.where('id', '<', before)
    const rows = await query
      .orderBy('id', 'desc')
      .limit(first + 1)
      .execute()
    const items = rows.slice(0, first).map((row) => ({
      number: row.id,
      alias: row.alias,
      version: row.version,
      since: row.valid_from,
      until: row.valid_to,
    }))
    return { items, hasNextPage: rows.length > first }
  }
}
