import { expect } from 'vitest'
import type { SeenCatalogStore } from '../../../src/catalog/ports.ts'
import { type MirroredKind, mirroredKinds, type ObjectQuery } from '../../../src/catalog/types.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
import { expectPages, expectSome, sorted } from './expect-pages.ts'
import { addressOf, searched } from './records.ts'
import type { Sight } from './sight.ts'
import { runOf, type Thing } from './tool-world.ts'

/** One read: what a caller who may see so much is answered. Throws where it is told more, or less. */
export interface Asked {
  readonly store: SeenCatalogStore
  readonly sight: Sight
  /** Any number; it picks what is asked for. */
  readonly pick: number
}

type Read = (asked: Asked) => Promise<void>

/** One of a list, by a number. */
export function pickOf<Item>(items: readonly [Item, ...Item[]], pick: number): Item {
  return items[pick % items.length] ?? items[0]
}

const sizeOf = (pick: number) => (pick % 5) + 1
const kindOf = (pick: number) => pickOf(mirroredKinds, Math.floor(pick / 5))
const sourceOf = (pick: number) => pickOf([null, 's1', 's2'], Math.floor(pick / 40))

async function list({ store, sight, pick }: Asked, query: ObjectQuery, isSuch: (thing: Thing) => boolean) {
  const first = sizeOf(pick)
  const { kind, source } = query
  const expected = sight.uids(
    (thing) => thing.kind === kind && (source ?? thing.source) === thing.source && isSuch(thing),
  )
  await expectPages((after) => store.page(query, { first, after }), first, expected)
}

const ordered = (pick: number, kind: MirroredKind): ObjectQuery => {
  const source = sourceOf(pick)
  return { kind, order: pick % 2 === 0 ? 'NAME' : 'NEWEST', ...(source === null ? {} : { source }) }
}

const readsDataset = (sight: Sight, run: Thing, name: string, digest: string | null) =>
  (runOf(run)?.inputs ?? []).some(
    (input) =>
      input.name === name &&
      (digest ?? input.digest) === input.digest &&
      sight.find(run.source, 'DataVersion', `${input.name}\n${input.digest}`) !== undefined,
  )

/** Reads that answer objects of lists, and one by one. */
export const objectReads: Readonly<Record<string, Read>> = {
  async byUids({ store, sight }) {
    const { everyUid } = sight.standing
    const found = await store.byUids(everyUid)
    expect(found.map((object) => object?.uid)).toEqual(everyUid.map((uid) => sight.thing(uid) && uid))
  },
  async byNative({ store, sight }) {
    const things = sight.standing.tools.all()
    const refs = things.map(({ source, kind, nativeId }) => ({ source, workspace: '', kind, nativeId }))
    const uids = things.map((thing) => sight.identityOf(thing).uid)
    const found = await store.byNative([...refs, { source: 's1', workspace: '', kind: 'Model', nativeId: 'nobody' }])
    expect(found.map((object) => object?.uid)).toEqual([...uids.map((uid) => sight.thing(uid) && uid), undefined])
  },
  async byName({ store, sight, pick }) {
    const source = sourceOf(pick)
    for (const { kind, name, nativeId } of sight.standing.tools.all().slice(pick % 20, (pick % 20) + 5)) {
      const isVersion = kind === 'ModelVersion' || kind === 'DataVersion'
      const found = await store.byName(kind, isVersion ? nativeId : name, source)
      const isSuch = (thing: Thing) => thing.kind === kind && thing.nativeId === nativeId
      expect(sorted(found)).toEqual(sight.uids((thing) => isSuch(thing) && (source ?? thing.source) === thing.source))
    }
  },
  async byAddress({ store, sight, pick }) {
    const name = pickOf([`${searched}-l1`, `${searched}-l2`], pick)
    const found = await store.byAddress(addressOf(name), null)
    const named = sight.uids((thing) => thing.kind === 'LoggedModel' && thing.name === name)
    expect(sorted(found)).toEqual(named.filter((uid) => sight.may('sensitive:read', uid)))
  },
  async page(asked) {
    await list(asked, ordered(asked.pick, kindOf(asked.pick)), () => true)
  },
  async pageByTag(asked) {
    const query = ordered(asked.pick, kindOf(asked.pick))
    const tag = { key: 'promoted', value: 'true' }
    await list(asked, { ...query, tags: [tag] }, ({ tags }) => tags?.['promoted'] === 'true')
  },
  async pageByExperiment(asked) {
    const experimentName = `${searched}-e${(asked.pick % 2) + 1}`
    const query = ordered(asked.pick, pickOf(['Run', 'LoggedModel'], asked.pick))
    const isWithin = ({ source, parent }: Thing) =>
      parent === experimentName && asked.sight.find(source, 'Experiment', parent) !== undefined
    await list(asked, { ...query, experimentName }, isWithin)
  },
  async pageByDataset(asked) {
    const [datasetName, digest] = [`${searched}-d${(asked.pick % 2) + 1}`, pickOf([null, 'a', 'b'], asked.pick)]
    const query = { ...ordered(asked.pick, 'Run'), datasetName, ...(digest === null ? {} : { datasetDigest: digest }) }
    await list(asked, query, (thing) => readsDataset(asked.sight, thing, datasetName, digest))
  },
  async pageFromElsewhere({ store, sight, pick }) {
    // A place that another caller's list may have given out: the list goes on there, with what this caller sees.
    const kind = kindOf(pick)
    const uid = sight.standing.everyUid[pick % sight.standing.everyUid.length] ?? ('' as Uid)
    const after = { key: `${searched}-${pickOf(['a', 'm2', 'e', 'z'], pick)}`, uid }
    const page = await store.page({ kind, order: 'NAME' }, { first: sizeOf(pick), after })
    const all = sight.uids((thing) => thing.kind === kind && [thing.name, after.key].toSorted()[0] === after.key)
    const rest = all.filter((each) => {
      const name = sight.thing(each)?.name ?? ''
      return name !== after.key || each > uid
    })
    expectSome(
      page.items.map(({ item }) => item),
      sizeOf(pick),
      rest,
    )
    expect(page.hasNextPage).toBe(rest.length > sizeOf(pick))
  },
  async pageOfEach({ store, sight, pick }) {
    const kind = pickOf(['ModelVersion', 'Run', 'LoggedModel', 'DataVersion'] as const, pick)
    const first = sizeOf(pick)
    const { everyUid } = sight.standing
    const pages = await store.pageOfEach(kind, everyUid, { first, after: null })
    for (const uid of everyUid) {
      const page = pages.get(uid)
      const expected = sight.uids((thing) => thing.kind === kind && sight.identityOf(thing).parentUid === uid)
      expectSome(
        page?.items.map(({ item }) => item),
        first,
        expected,
      )
      expect(page?.hasNextPage).toBe(expected.length > first)
    }
  },
  async search({ store, sight, pick }) {
    const first = sizeOf(pick)
    const word = pickOf([searched, 'm1', 'r2'], pick)
    const source = sourceOf(pick)
    const query = { words: [word], kinds: mirroredKinds, source }
    const read = async (after: Parameters<typeof store.search>[1]['after']) => {
      const { items, hasNextPage } = await store.search(query, { first, after })
      return { hasNextPage, items: items.map(({ item, cursor }) => ({ item: item.object, cursor })) }
    }
    const isSuch = (thing: Thing) => thing.name.includes(word) && (source ?? thing.source) === thing.source
    await expectPages(read, first, sight.uids(isSuch))
  },
  async counts({ store, sight, pick }) {
    const source = pickOf(['s1', 's2'], pick)
    const kinds = mirroredKinds.map((kind) => {
      const { length } = sight.uids((thing) => thing.kind === kind && thing.source === source)
      return length === 0 ? [] : [[kind, length] as const]
    })
    expect(await store.countBySource(source)).toEqual(Object.fromEntries(kinds.flat()))
  },
  async sources({ store, sight }) {
    const reached = await store.sourcesSeen()
    for (const source of ['s1', 's2']) {
      if (sight.uids((thing) => thing.source === source).length > 0) expect(reached).toContain(source)
    }
  },
}
