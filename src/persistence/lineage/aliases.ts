import type { ModelRecord } from '../../connector/records.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import { insertRows } from '../insert-rows.ts'
import { isIn } from '../json-rows.ts'
import type { SameReader } from './same-keys.ts'

/** Where the aliases of a model point. */
export interface ModelAliases {
  readonly model: LineageKey
  readonly aliases: ModelRecord['aliases']
}

const columns = [
  ['model_key', 'text'],
  ['alias', 'text'],
  ['version', 'text'],
  ['valid_from', 'bigint'],
] as const

/** Notes where the aliases of models point now: a pointer that moved ends, and another begins. */
export async function writeAliases(
  place: SameReader & { readonly observedAt: number },
  models: readonly ModelAliases[],
): Promise<void> {
  if (models.length === 0) return
  const { kysely, engine, observedAt } = place
  const known = await kysely
    .selectFrom('alias_interval')
    .select(['id', 'model_key', 'alias', 'version'])
    .where(
      isIn(
        engine,
        'model_key',
        models.map(({ model }) => model),
      ),
    )
    .where('valid_to', 'is', null)
    .execute()
  const stated = models.flatMap(({ model, aliases }) => aliases.map(({ alias, version }) => [model, alias, version]))
  const isStated = new Set(stated.map((row) => JSON.stringify(row)))
  const nameOf = (row: (typeof known)[number]) => JSON.stringify([row.model_key, row.alias, row.version])
  const isKnown = new Set(known.map(nameOf))
  const over = known.filter((row) => !isStated.has(nameOf(row))).map(({ id }) => id)
  if (over.length > 0)
    await kysely.updateTable('alias_interval').set({ valid_to: observedAt }).where('id', 'in', over).execute()
  const begun = stated.filter((row) => !isKnown.has(JSON.stringify(row))).map((row) => [...row, observedAt])
  await insertRows(place, { table: 'alias_interval', columns }, begun)
}

/** Ends the aliases of models that are gone. */
export async function endAliases(
  { kysely, engine }: SameReader,
  models: readonly LineageKey[],
  endedAt: number,
): Promise<void> {
  if (models.length === 0) return
  await kysely
    .updateTable('alias_interval')
    .set({ valid_to: endedAt })
    .where(isIn(engine, 'model_key', models))
    .where('valid_to', 'is', null)
    .execute()
}
