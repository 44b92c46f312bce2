import { sql } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { LineageNodeKind } from '../../lineage/types.ts'
import { type Cell, cell, jsonRows } from '../json-rows.ts'
import type { SameReader } from './same-keys.ts'

/** A node as it is to be in the index. */
export interface WrittenNode {
  /** Uid of the object, or id of the virtual node. */
  readonly uid: string
  readonly key: LineageKey
  readonly isObject: boolean
  readonly kind: LineageNodeKind
  /** Of a virtual node; null for an object. */
  readonly name: string | null
  readonly source: string | null
  readonly subject: string | null
  readonly properties: Readonly<Record<string, unknown>>
}

/** Writes nodes, new and known ones. Answers the keys of those that changed. */
export async function writeNodes(place: SameReader, nodes: readonly WrittenNode[]): Promise<readonly LineageKey[]> {
  const distinct = new Map(nodes.map((node) => [node.uid, node]))
  if (distinct.size === 0) return []
  // In one order everywhere, so that two writers of the same nodes cannot wait for each other.
  const rows = [...distinct.values()].toSorted((a, b) => (a.uid < b.uid ? -1 : 1)).map(cellsOf)
  const cells = rows[0]?.map((_, index) => (index === 2 ? cell(index, 'bigint') : cell(index, 'text'))) ?? []
  const found = await sql<{ key: LineageKey }>`/* lineage.writeNodes */
    insert into lineage_node (uid, key, is_object, kind, name, source, subject_uid, properties_json)
    select ${sql.join(cells)} from ${jsonRows(place.engine, rows)} where true
    on conflict (uid) do update set kind = excluded.kind, name = excluded.name, source = excluded.source,
      subject_uid = excluded.subject_uid, properties_json = excluded.properties_json
    where lineage_node.kind <> excluded.kind or lineage_node.properties_json <> excluded.properties_json
      or coalesce(lineage_node.name, '') <> coalesce(excluded.name, '')
      or coalesce(lineage_node.source, '') <> coalesce(excluded.source, '')
      or coalesce(lineage_node.subject_uid, '') <> coalesce(excluded.subject_uid, '')
    returning key`.execute(place.kysely)
  return found.rows.map(({ key }) => key)
}

function cellsOf({ uid, key, isObject, kind, name, source, subject, properties }: WrittenNode): readonly Cell[] {
  // Sorted, so that the same properties in another order are no change.
  const sorted = Object.fromEntries(Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return [uid, key, Number(isObject), kind, name, source, subject, JSON.stringify(sorted)]
}
