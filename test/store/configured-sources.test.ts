import { beforeAll, describe, expect, test } from 'vitest'
import type { MirroredKind, MirroredObject } from '../../src/catalog/types.ts'
import { createVersionFactsStore } from '../../src/persistence/version-facts-store.ts'
import { catalogOn, engines, freshDatabase } from './engines.ts'
import { aModel, anInput, aRun, aVersion } from './records.ts'

const page = { first: 50, after: null }
const records = [
  aModel('m', { description: 'pays back' }),
  aVersion('m', 1, { runId: 'r' }),
  aRun('r', { experimentId: 'e', inputs: [anInput('credit', 'a', { role: 'TEST' })] }),
]

const asked = [
  'byUids',
  'byNative',
  'byName',
  'models',
  'runs',
  'search',
  'validationSets',
  'readers',
  'unindexed',
] as const

describe.each(engines)('rows of a source that is not configured on %s', (engine) => {
  /** Everything the mirror answers, by whom it was asked for. */
  let answersOf: (configured: readonly string[] | null) => Promise<Readonly<Record<string, readonly string[]>>>
  let all: readonly MirroredObject[]

  beforeAll(async () => {
    const database = await freshDatabase(engine)
    const everything = catalogOn(database)
    for (const source of ['kept', 'gone']) await everything.ingest({ source, records, observedAt: 1_000 })
    const found = await Promise.all(
      (['Model', 'ModelVersion', 'Run', 'DataVersion'] as const).map((kind) =>
        everything.page({ kind, order: 'NAME' }, page),
      ),
    )
    all = found.flatMap(({ items }) => items.map(({ item }) => item))
    answersOf = async (configured) => {
      const store = catalogOn(database, configured)
      const facts = createVersionFactsStore(database, configured)
      const list = async (kind: MirroredKind) => (await store.page({ kind, order: 'NAME' }, page)).items
      const search = await store.search({ words: ['pays'], kinds: ['Model'], source: null }, page)
      const sets = await store.validationSets({}, page)
      const readers = all.filter(({ kind }) => kind === 'DataVersion').map(({ uid }) => uid)
      const runs = await Promise.all(readers.map((uid) => store.runsOfDataVersion(uid, page)))
      const sourcesOf = (objects: readonly (MirroredObject | null)[]) =>
        [...new Set(objects.flatMap((object) => object?.source ?? []))].toSorted()
      return {
        byUids: sourcesOf(await store.byUids(all.map(({ uid }) => uid))),
        byNative: sourcesOf(await store.byNative(all)),
        byName: sourcesOf(await store.byName('Model', 'm', null)),
        models: sourcesOf((await list('Model')).map(({ item }) => item)),
        runs: sourcesOf((await list('Run')).map(({ item }) => item)),
        search: sourcesOf(search.items.map(({ item }) => item.object)),
        validationSets: sourcesOf(sets.items.map(({ item }) => item)),
        readers: sourcesOf(runs.flatMap(({ items }) => items.map(({ item }) => item))),
        unindexed: sourcesOf(await facts.unindexed(10)),
      }
    }
  })

  const each = (sources: readonly string[]) => Object.fromEntries(asked.map((name) => [name, sources]))

  test('are answered by nothing, and by everything again once it is configured', async () => {
    expect(await answersOf(['kept'])).toEqual(each(['kept']))
    expect(await answersOf(['kept', 'gone'])).toEqual(each(['gone', 'kept']))
    expect(await answersOf([])).toEqual(each([]))
    expect(await answersOf(null)).toEqual(each(['gone', 'kept']))
  })

  test('do not make a page shorter than it may be', async () => {
    const database = await freshDatabase(engine)
    const everything = catalogOn(database)
    const named = (names: readonly string[]) => names.map((name) => aModel(name))
    await everything.ingest({ source: 'gone', records: named(['a', 'c']), observedAt: 1_000 })
    await everything.ingest({ source: 'kept', records: named(['b', 'd']), observedAt: 1_000 })
    const { items, hasNextPage } = await catalogOn(database, ['kept']).page(
      { kind: 'Model', order: 'NAME' },
      { first: 2, after: null },
    )
    expect([items.map(({ item }) => item.name), hasNextPage]).toEqual([['b', 'd'], false])
  })
})
