import type { Database } from '../database.ts'

/** What the mirror still holds of a source that is not configured. */
export interface UnconfiguredSource {
  readonly source: string
  /** Objects that its tool held when it was last read. */
  readonly objects: number
}

/** Sources that were crawled once, hold objects and are not among the configured ones, by name. */
export async function unconfiguredSources(
  { kysely }: Pick<Database, 'kysely'>,
  configured: readonly string[],
): Promise<readonly UnconfiguredSource[]> {
  // The few rows of this table name every crawled source; the objects themselves may be millions.
  const crawled = await kysely.selectFrom('stream_progress').select('source').distinct().orderBy('source').execute()
  const found: UnconfiguredSource[] = []
  for (const { source } of crawled) {
    if (configured.includes(source)) continue
    const { objects } = await kysely
      .selectFrom('object')
      .select(({ fn }) => fn.countAll().as('objects'))
      .where('source', '=', source)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(objects) > 0) found.push({ source, objects: Number(objects) })
  }
  return found
}
