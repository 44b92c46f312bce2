import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ObjectFacts } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { Engine } from '../database.ts'
import { cell, isIn, joinEach, jsonRows } from '../json-rows.ts'
import type { Tables } from '../tables.ts'
import type { KnownObject } from './decide-draft.ts'
import { type Draft, draftKey, nativeKey } from './draft.ts'

/** Where to look. */
export interface Lookup {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  readonly source: string
}

/** Live objects with the names of drafts, by `draftKey`. */
export async function findLive(lookup: Lookup, drafts: readonly Draft[]): Promise<ReadonlyMap<string, KnownObject>> {
  const rows = await findKnown(lookup, drafts, sql`o.deleted_at is null`)
  return new Map(rows.map((row) => [draftKey(row), row]))
}

/** Deleted objects with the names of drafts, by `draftKey`, the last deleted first. */
export async function findDeleted(
  lookup: Lookup,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, readonly KnownObject[]>> {
  const rows = await findKnown(lookup, drafts, sql`o.deleted_at is not null`)
  return Map.groupBy(rows, (row) => draftKey(row))
}

/** Facts of objects by uid. */
export async function findFacts(
  { kysely, engine }: Lookup,
  uids: readonly Uid[],
): Promise<ReadonlyMap<Uid, ObjectFacts>> {
  if (uids.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('object')
    .select(['uid', 'facts_json'])
    .where(isIn(engine, 'uid', uids))
    .execute()
  // Both were written by an earlier ingest from the same types.
  return new Map(rows.map((row) => [row.uid as Uid, JSON.parse(row.facts_json) as ObjectFacts]))
}

type KnownRow = KnownObject & Pick<Draft, 'kind' | 'workspace' | 'nativeId'>

async function findKnown(
  { kysely, engine, source }: Lookup,
  drafts: readonly Draft[],
  condition: RawBuilder<unknown>,
): Promise<readonly KnownRow[]> {
  if (drafts.length === 0) return []
  const names = drafts.map(({ workspace, kind, nativeId }) => [workspace, kind, nativeKey(nativeId), nativeId])
  const { rows } = await sql<KnownRow>`/* catalog.findKnown */
    select o.kind, o.workspace, ${cell(3, 'text')} as "nativeId", o.uid, o.native_created_at as "nativeCreatedAt",
      o.parent_uid as "parentUid", o.observed_at as "observedAt", o.content_hash as "contentHash",
      o.access_class as "accessClass"
    from ${jsonRows(engine, names)}
    ${joinEach(engine)} object as o on o.source = ${source} and o.workspace = ${cell(0, 'text')} and o.kind = ${cell(1, 'text')}
      and o.native_key = ${cell(2, 'text')} and ${condition}
    order by o.deleted_at desc`.execute(kysely)
  return rows
}
