import { expect } from 'vitest'
import type { Uid } from '../../src/kernel/ids.ts'
import type { Database } from '../../src/persistence/database.ts'
import { effectsOf } from '../../src/persistence/effect-rows.ts'
import { auditOn } from '../audit/log.ts'

/** Demands that each end of an effect is recorded once: with the state that it leads to, or not at all. */
export async function demandEndsRecorded(database: Database, request: Uid): Promise<void> {
  const effects = await effectsOf(database.kysely, request)
  const expected = effects.flatMap(({ uid, state }) => {
    if (state === 'VERIFIED' || state === 'SKIPPED' || state === 'FAILED') return [uid]
    return state === 'COMPENSATED' ? [uid, uid] : []
  })
  expect((await endsOf(database, new Set(effects.map(({ uid }) => uid)))).toSorted()).toEqual(expected.toSorted())
}

async function endsOf(database: Database, effects: ReadonlySet<string>): Promise<readonly string[]> {
  const { store } = auditOn(database)
  const { entries } = await store.list({ stream: 'decisions' }, { first: 100, before: null })
  return entries
    .filter(
      ({ columns: { type, resourceId } }) =>
        /\.(verified|skipped|undone|failed|moved)\./.test(type) && effects.has(resourceId),
    )
    .map(({ columns }) => columns.resourceId)
}
