import type { EventStatement, OpenLineageStore } from '../ingest/openlineage/ports.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import type { LineageKey } from '../kernel/lineage-key.ts'
import { ingestLock, ingestWithin } from './catalog/ingest-chunk.ts'
import type { Database } from './database.ts'
import { logChanges } from './lineage/changes.ts'
import { equateWithin } from './lineage/equate.ts'
import { lockFor } from './lock.ts'
import { takeObjects } from './openlineage/take-objects.ts'
import { takeWork } from './openlineage/take-work.ts'

/** What keeping events needs. */
export interface OpenLineageStoreOptions {
  /** Keys of the tags that access rules look at. */
  readonly policyTags: readonly string[]
  readonly now: () => number
}

/** Lineage events in the store: each in one transaction with the objects and the edges that follow from it. */
export function createOpenLineageStore(
  database: Database,
  { policyTags, now }: OpenLineageStoreOptions,
): OpenLineageStore {
  const tags = new Set(policyTags)
  return {
    async take(statement) {
      const { kysely, engine, news } = database
      const sequence = await kysely.transaction().execute(async (trx) => {
        await lockFor(trx, engine, ingestLock(eventSourceId))
        const place = { kysely: trx, engine, observedAt: now(), tags }
        return logChanges(place, { keys: await takeAll(place, statement), now: place.observedAt })
      })
      news.tell(sequence)
    },
  }
}

async function takeAll(
  place: Parameters<typeof ingestWithin>[0] & { readonly observedAt: number; readonly tags: ReadonlySet<string> },
  { at, sender, objects, works, equalities }: EventStatement,
): Promise<readonly LineageKey[]> {
  const { observedAt, tags } = place
  const keys: LineageKey[] = []
  for (const work of works) keys.push(...(await takeWork(place, work, { at, sender, now: observedAt })))
  const records = await takeObjects(place, objects, at)
  keys.push(...(await ingestWithin(place, { source: eventSourceId, records, observedAt }, tags)))
  keys.push(...(await equateWithin(place, equalities)))
  return keys
}
