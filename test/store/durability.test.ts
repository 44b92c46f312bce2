import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { catalogOn, engines, freshUrl, killAfterLines, openUntilEnd } from './engines.ts'
import { aBusyRun } from './records.ts'

describe.each(engines)('a process killed in the middle of a bulk ingest on %s', (engine) => {
  test('leaves whole objects only, and the next one completes them without a second of any', async () => {
    const url = await freshUrl(engine)
    await killAfterLines(3, 'ingest-bulk.ts', url, '2000')
    const database = await openUntilEnd(url)
    const torn = sql<{ torn: number; runs: number }>`select
        sum(case when attributes = 18 and inputs = 2 and texts = 1 and parents = 1 then 0 else 1 end) as torn,
        count(*) as runs
      from (select
        (select count(*) from object_attribute as a where a.uid = o.uid) as attributes,
        (select count(*) from run_input as i join object as d on d.uid = i.data_version_uid where i.run_uid = o.uid) as inputs,
        (select count(*) from object_text as t where t.uid = o.uid) as texts,
        (select count(*) from object as p where p.uid = o.parent_uid) as parents
        from object as o where o.kind = 'Run') as counted`
    const [found] = (await torn.execute(database.kysely)).rows
    expect(Number(found?.torn)).toBe(0)
    expect(found?.runs).toBeGreaterThanOrEqual(300)
    const store = catalogOn(database)
    const records = Array.from({ length: 1_000 }, (_, index) => aBusyRun(index))
    await store.ingest({ source: 'tracking', records, observedAt: Date.now() + 1, generation: 2 })
    const [completed] = (await torn.execute(database.kysely)).rows
    expect(Number(completed?.torn)).toBe(0)
    expect(await store.countBySource('tracking')).toMatchObject({
      Run: Math.max(1_000, found?.runs ?? 0),
      DataVersion: 71,
    })
  })
})
