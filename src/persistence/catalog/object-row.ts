import type { Selectable } from 'kysely'
import type { MirroredObject } from '../../catalog/types.ts'
import type { ObjectTable } from '../tables.ts'

/** Columns that {@link objectOf} reads. */
export const factColumns = [
  'uid',
  'kind',
  'source',
  'workspace',
  'native_id',
  'native_created_at',
  'parent_uid',
  'name',
  'description',
  'created_at',
  'updated_at',
  'observed_at',
  'facts_json',
  'access_class',
] as const

/** Those, and what lists go by. */
export const objectColumns = [...factColumns, 'name_folded', 'newest_key'] as const

/** A row that {@link objectOf} reads. */
export type FactRow = Pick<Selectable<ObjectTable>, (typeof factColumns)[number]>

/** A row as lists read it. */
export type ObjectRow = Pick<Selectable<ObjectTable>, (typeof objectColumns)[number]>

/** The object of a row. */
export function objectOf(row: FactRow): MirroredObject {
  return {
    // Written by an ingest from these same types.
    uid: row.uid as MirroredObject['uid'],
    kind: row.kind as MirroredObject['kind'],
    source: row.source,
    workspace: row.workspace,
    nativeId: row.native_id,
    nativeCreatedAt: row.native_created_at,
    parentUid: row.parent_uid as MirroredObject['parentUid'],
    name: row.name,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    observedAt: row.observed_at,
    facts: JSON.parse(row.facts_json) as MirroredObject['facts'],
    accessClass: row.access_class,
  }
}
