import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogStore } from '../../src/catalog/ports.ts'
import type { AccessClass, MirroredObject, Page, PageKey } from '../../src/catalog/types.ts'
import type { SeenObject, Visibility } from '../../src/catalog/visibility.ts'
import type { CatalogRecord } from '../../src/connector/records.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { catalogOn, engines, freshDatabase } from './engines.ts'
import { aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const teams = ['a', 'b', 'c'] as const

/** What may be seen: objects whose own or parent's team is one of these, but named ones as the table says. */
function visibilityOf(
  seen: readonly string[],
  named: ReadonlyMap<Uid, boolean> = new Map(),
  onHidden: Visibility['onHidden'] = () => undefined,
): Visibility {
  const seesClass = ({ tags, parentTags }: AccessClass) => {
    const team = tags?.['team'] ?? parentTags?.['team']
    return team !== undefined && seen.includes(team)
  }
  const seesNamed = ({ uid, parentUid, accessClass }: SeenObject) =>
    named.get(uid) ?? (parentUid === null ? undefined : named.get(parentUid)) ?? seesClass(accessClass)
  const sensitive = () => ({ isShown: true, holdsPersonalData: false })
  const seenClasses: Visibility['seenClasses'] = (classes) => classes.filter(seesClass)
  return { named: new Set(named.keys()), maySeeAny: () => true, seenClasses, seesNamed, sensitive, onHidden }
}

const source = 's'
const native = (object: Pick<MirroredObject, 'kind' | 'nativeId'>) => ({ source, workspace: '', ...object })

/** Twelve models of three teams with two versions each, and an experiment of each team with four runs. */
const world: readonly CatalogRecord[] = [
  ...Array.from({ length: 12 }, (_, index) => index).flatMap((index) => [
    aModel(`m${index}`, { tags: { team: teams[index % 3] ?? 'a' }, description: 'findme' }),
    aVersion(`m${index}`, 1, { runId: `r${index}` }),
    aVersion(`m${index}`, 2),
  ]),
  ...teams.map((team) => anExperiment(`e-${team}`, { tags: { team } })),
  ...Array.from({ length: 12 }, (_, index) =>
    aRun(`r${index}`, { experimentId: `e-${teams[index % 3]}`, inputs: [anInput('data', 'd1')] }),
  ),
]

async function setup(engine: (typeof engines)[number]) {
  const store = catalogOn(await freshDatabase(engine), null, ['team'])
  await store.ingest({ source, records: world, observedAt: 1 })
  return store
}

async function everyPage(read: (after: PageKey | null) => Promise<Page<MirroredObject>>): Promise<string[]> {
  const names: string[] = []
  let after: PageKey | null = null
  do {
    const page = await read(after)
    // Only the last page may be short: a shorter one would tell of something hidden.
    if (page.hasNextPage) expect(page.items).toHaveLength(2)
    names.push(...page.items.map(({ item }) => item.nativeId))
    after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
  } while (after !== null)
  return names
}

const modelsOf = (store: CatalogStore) =>
  everyPage((after) => store.page({ kind: 'Model', order: 'NAME' }, { first: 2, after }))

describe.each(engines)('a mirror as one caller sees it, on %s', (engine) => {
  test('lists full pages of what is seen and tells of nothing else', async () => {
    const store = await setup(engine)
    const seen = store.visibleTo(visibilityOf(['b']))
    expect(await modelsOf(seen)).toEqual(['m1', 'm10', 'm4', 'm7'])
    expect(await modelsOf(store.visibleTo(visibilityOf([])))).toEqual([])
    expect(await modelsOf(store.visibleTo(visibilityOf([...teams])))).toEqual(await modelsOf(store))
    const runs = await everyPage((after) => seen.page({ kind: 'Run', order: 'NEWEST' }, { first: 2, after }))
    expect(runs.toSorted()).toEqual(['r1', 'r10', 'r4', 'r7'])
  })

  test('knows nothing by uid, by name or by a relative that is hidden', async () => {
    const store = await setup(engine)
    const told: string[] = []
    const seen = store.visibleTo(visibilityOf(['b'], new Map(), ({ name }) => void told.push(name)))
    const refs = ['m0', 'm1'].map((nativeId) => native({ kind: 'Model', nativeId }))
    const [hidden, shown] = await store.byNative(refs)
    const uids = [hidden, shown].map((object) => object?.uid ?? ('' as Uid))
    expect(await seen.byNative(refs)).toEqual([null, shown])
    expect(told).toEqual(['m0'])
    expect(await seen.byUids(uids)).toEqual([null, shown])
    expect(await seen.byName('Model', 'm0', null)).toEqual([])
    const children = await seen.pageOfEach('ModelVersion', uids, { first: 5, after: null })
    expect([...children.values()].map(({ items }) => items.length)).toEqual([0, 2])
    const runs = (await store.byNative(['r0', 'r1'].map((nativeId) => native({ kind: 'Run', nativeId })))).filter(
      (run) => run !== null,
    )
    const made = await seen.versionsOfRuns(runs, 5)
    expect(runs.map(({ uid }) => made.get(uid)?.length)).toEqual([0, 1])
  })

  test('finds and filters by nothing that is hidden', async () => {
    const store = await setup(engine)
    const seen = store.visibleTo(visibilityOf(['b']))
    const query = { words: ['findme'], kinds: ['Model'] as const, source: null }
    const hits = await seen.search(query, { first: 3, after: null })
    expect(hits.items.map(({ item }) => item.object.name)).toEqual(['m1', 'm10', 'm4'])
    expect(hits.hasNextPage).toBe(true)
    const named = (experimentName: string) =>
      seen.page({ kind: 'Run', order: 'NEWEST', experimentName }, { first: 9, after: null })
    expect((await named('e-a')).items).toHaveLength(0)
    expect((await named('e-b')).items).toHaveLength(4)
    // The data is of no team, so nobody of this test sees it, and nobody can filter by it.
    const byData = { kind: 'Run', order: 'NEWEST', datasetName: 'data' } as const
    expect((await store.page(byData, { first: 20, after: null })).items).toHaveLength(12)
    expect((await seen.page(byData, { first: 20, after: null })).items).toHaveLength(0)
  })

  test('shows what is read for the caller while the request lasts, as soon as it is known what it is', async () => {
    const store = await setup(engine)
    const seen = store.visibleTo(visibilityOf(['a', 'new']))
    expect(await modelsOf(seen)).toHaveLength(4)
    await seen.ingest({ source, records: [aModel('later', { tags: { team: 'new' } })], observedAt: 2 })
    expect(await modelsOf(seen)).toContain('later')
    expect(await seen.byNative([native({ kind: 'Model', nativeId: 'later' })])).toMatchObject([{ name: 'later' }])
  })

  test('hides the name of a version that nobody knows where it would tell of a hidden dataset', async () => {
    const store = await setup(engine)
    const dataset = (team: string): CatalogRecord => {
      const plain = { kind: 'Dataset', workspace: '', createdAt: 1, updatedAt: 1, description: null } as const
      return { ...plain, nativeId: `of-${team}`, name: `of-${team}`, tags: { team }, versions: [] }
    }
    await store.ingest({ source, records: [dataset('a'), dataset('b')], observedAt: 2 })
    const refs = ['of-a', 'of-b', 'nowhere'].map((name) => native({ kind: 'DataVersion', nativeId: `${name}\nd9` }))
    expect(await store.visibleTo(visibilityOf(['b'])).areHidden(refs)).toEqual([true, false, false])
  })

  test('hides an object from the moment a tag hides it', async () => {
    const store = await setup(engine)
    await store.ingest({ source, records: [aModel('m1', { tags: { team: 'c' }, updatedAt: 9 })], observedAt: 2 })
    const seen = store.visibleTo(visibilityOf(['b']))
    expect(await modelsOf(seen)).toEqual(['m10', 'm4', 'm7'])
    expect(await seen.byNative([native({ kind: 'ModelVersion', nativeId: 'm1\n1' })])).toEqual([null])
  })

  test('looks at what several ask for together once, and anew once something was written', async () => {
    const database = await freshDatabase(engine)
    const store = catalogOn(database, null, ['team'])
    await store.ingest({ source, records: world, observedAt: 1 })
    const models = (await store.page({ kind: 'Model', order: 'NAME' }, { first: 12, after: null })).items.map(
      ({ item }) => item,
    )
    const seen = store.visibleTo(visibilityOf(['a']))
    const ofTeam = models.map(({ nativeId }) => Number(nativeId.slice(1)) % 3 === 0)
    expect(await Promise.all([seen.areSeen(models), seen.areSeen(models.toReversed())])).toEqual([
      ofTeam,
      ofTeam.toReversed(),
    ])
    await store.ingest({ source, records: [aModel('m0', { tags: { team: 'b' } })], observedAt: 2 })
    const isFirst = models.map(({ nativeId }) => nativeId === 'm0')
    expect(await seen.areSeen(models)).toEqual(ofTeam.map((isSeen, at) => isSeen && isFirst[at] !== true))
    await store.markDeleted(
      models.slice(0, 4).map(({ uid }) => uid),
      3,
    )
    expect((await seen.areSeen(models)).slice(0, 4)).toEqual([false, false, false, false])
  })

  test('is in lists what it is one by one, whatever classes and objects the rules name', async () => {
    const store = await setup(engine)
    const objects = (await store.byNative(world.map(({ kind, nativeId }) => native({ kind, nativeId })))).filter(
      (object) => object !== null,
    )
    const rules = fc.record({
      seen: fc.subarray([...teams]),
      named: fc.array(fc.tuple(fc.constantFrom(...objects), fc.boolean()), { maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(rules, async ({ seen, named }) => {
        const visibility = visibilityOf(seen, new Map(named.map(([object, isSeen]) => [object.uid, isSeen])))
        const view = store.visibleTo(visibility)
        const one = await view.byUids(objects.map(({ uid }) => uid))
        for (const kind of ['Model', 'ModelVersion', 'Run'] as const) {
          const listed = await everyPage((after) => view.page({ kind, order: 'NEWEST' }, { first: 2, after }))
          const known = one.flatMap((object) => (object?.kind === kind ? [object.nativeId] : []))
          expect(listed.toSorted()).toEqual(known.toSorted())
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
