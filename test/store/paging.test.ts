import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogStore } from '../../src/catalog/ports.ts'
import type { ObjectQuery, Page, PageKey } from '../../src/catalog/types.ts'
import { engines, freshCatalog } from './engines.ts'
import { aModel, aRun } from './records.ts'

interface World {
  readonly before: readonly { readonly name: string; readonly createdAt: number }[]
  readonly meanwhile: readonly { readonly name: string; readonly createdAt: number }[]
  readonly first: number
  readonly order: ObjectQuery['order']
}

// Few letters and few times, so that folded names and times are often equal.
const thing = fc.record({
  name: fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'ß', 'é', '_'), minLength: 1, maxLength: 3 }),
  createdAt: fc.integer({ min: 1, max: 4 }),
})

const world: fc.Arbitrary<World> = fc.record({
  before: fc.array(thing, { maxLength: 25 }),
  meanwhile: fc.array(thing, { maxLength: 10 }),
  first: fc.integer({ min: 1, max: 7 }),
  order: fc.constantFrom('NAME', 'NEWEST'),
})

/** Reads a list to its end; `between` runs after every page. */
async function readAll<Item>(
  read: (after: PageKey | null) => Promise<Page<Item>>,
  between: (page: number) => Promise<void>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let after: PageKey | null = null
  for (let page = 0; ; page += 1) {
    const answer: Page<Item> = await read(after)
    items.push(...answer.items.map(({ item }) => item))
    if (!answer.hasNextPage) return items
    after = answer.items.at(-1)?.cursor ?? null
    await between(page)
  }
}

const ingest = (store: CatalogStore, source: string, things: World['before'], prefix: string) =>
  store.ingest({
    source,
    observedAt: 10,
    records: things.map(({ name, createdAt }, index) => aModel(`${prefix}${index}`, { name, createdAt })),
  })

describe.each(engines)('a list on %s', (engine) => {
  test('holds everything that was there when it began exactly once, in order, whatever is added while it is read', async () => {
    const store = await freshCatalog(engine)
    let worlds = 0
    await fc.assert(
      fc.asyncProperty(world, async ({ before, meanwhile, first, order }) => {
        const source = `source-${(worlds += 1)}`
        await ingest(store, source, before, 'before')
        const query = { kind: 'Model', source, order } as const
        const items = await readAll(
          (after) => store.page(query, { first, after }),
          async (page) => void (await ingest(store, source, meanwhile.slice(page, page + 1), `later-${page}-`)),
        )
        const ids = items.map(({ nativeId }) => nativeId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.filter((id) => id.startsWith('before')).toSorted()).toEqual(
          before.map((_, index) => `before${index}`).toSorted(),
        )
        const times = items.map(({ createdAt }) => createdAt ?? 0)
        expect(order === 'NAME' ? [] : times).toEqual(order === 'NAME' ? [] : times.toSorted((a, b) => b - a))
      }),
      { numRuns: 100 },
    )
  })

  test('of search hits and of the runs of data is complete too', async () => {
    const store = await freshCatalog(engine)
    const input = { name: 'd', digest: 'x', role: 'TRAIN', context: null, originType: null, originUri: null } as const
    const runs = Array.from({ length: 23 }, (_, index) =>
      aRun(`r${index}`, {
        name: `same ${index % 2}`,
        createdAt: index % 3,
        inputs: [{ ...input, columns: null, rowCount: null }],
      }),
    )
    await store.ingest({ source: 's', records: runs, observedAt: 1 })
    const wanted = runs.map(({ nativeId }) => nativeId).toSorted()
    const none = async () => undefined
    const query = { words: ['same'], kinds: ['Run'], source: null } as const
    const hits = await readAll((after) => store.search(query, { first: 4, after }), none)
    expect(hits.map(({ object }) => object.nativeId).toSorted()).toEqual(wanted)
    const [data] = await store.byName('DataVersion', 'd\nx', null)
    const readers = await readAll((after) => store.runsOfDataVersion(data?.uid ?? raise(), { first: 4, after }), none)
    expect(readers.map(({ nativeId }) => nativeId).toSorted()).toEqual(wanted)
  })
})

function raise(): never {
  throw new Error('The object is missing')
}
