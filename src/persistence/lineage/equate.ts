import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { LineageEquality } from '../../lineage/index-ports.ts'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import { isIn } from '../json-rows.ts'
import { lockFor } from '../lock.ts'
import { logChanges } from './changes.ts'
import { readEquals, readSame, type SameReader } from './same-keys.ts'

/**
 * Takes equalities in, in one transaction. A group goes under the least of its keys, so that the order in which its
 * equalities arrive makes no difference. Answers the sequence of the change; null when all was known.
 */
export async function equate(
  { kysely, engine }: Database,
  equalities: readonly LineageEquality[],
  now: number,
): Promise<number | null> {
  if (equalities.length === 0) return null
  return kysely.transaction().execute(async (trx) => {
    const keys = await equateWithin({ kysely: trx, engine }, equalities)
    return logChanges({ kysely: trx, engine }, { keys, now })
  })
}

/** The same within a transaction. Answers every key of the groups that changed; whoever runs the transaction logs them. */
export async function equateWithin(
  place: SameReader,
  equalities: readonly LineageEquality[],
): Promise<readonly LineageKey[]> {
  if (equalities.length === 0) return []
  const { kysely, engine } = place
  await lockFor(kysely, engine, 'modelwarden.lineage-same')
  const groups = await joinGroups(place, equalities)
  const changed = groups.filter(({ before }) => new Set(before.values()).size > 1)
  const rows = changed.flatMap(rowsOf)
  const keys = rows.map(([key]) => key)
  if (rows.length === 0) return []
  await kysely
    .deleteFrom('lineage_same')
    .where(isIn(engine, 'key', keys))
    .execute()
  await insertRows(place, { table: 'lineage_same', columns }, rows)
  return changed.flatMap(({ before }) => [...before.keys()])
}

const columns = [
  ['key', 'text'],
  ['same_as', 'text'],
  ['proof', 'text'],
] as const

interface Group {
  /** The key that each of its keys went under. */
  readonly before: ReadonlyMap<LineageKey, LineageKey>
  readonly proof: string
}

/** Every group that an equality names, with all the keys that were in it or now come to it. */
async function joinGroups(place: SameReader, equalities: readonly LineageEquality[]): Promise<readonly Group[]> {
  const named = [...new Set(equalities.flatMap(({ a, b }) => [a, b]))]
  const same = await readSame(place, named)
  const roots = [...new Set(named.map((key) => same.get(key) ?? key))]
  const equals = await readEquals(place, roots)
  const before = new Map(await readSame(place, equals))
  for (const key of [...roots, ...named]) before.set(key, same.get(key) ?? key)
  const joined = new Map<LineageKey, LineageKey>()
  const find = (root: LineageKey): LineageKey => {
    const next = joined.get(root)
    return next === undefined ? root : find(next)
  }
  const proofs = new Map<LineageKey, string>()
  for (const { a, b, proof } of equalities) {
    const [one, other] = [find(before.get(a) ?? a), find(before.get(b) ?? b)]
    if (one !== other) joined.set(other, one)
    proofs.set(one, proof)
  }
  const byRoot = Map.groupBy(before, ([, root]) => find(root))
  return [...byRoot].map(([root, entries]) => ({ before: new Map(entries), proof: proofs.get(root) ?? '' }))
}

function rowsOf({ before, proof }: Group): readonly (readonly [LineageKey, LineageKey, string])[] {
  const keys = [...before.keys()].toSorted()
  const [least] = keys
  return least === undefined
    ? []
    : keys.filter((key) => key !== least && before.get(key) !== least).map((key) => [key, least, proof] as const)
}
