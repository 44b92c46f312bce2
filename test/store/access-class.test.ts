import { describe, expect, test } from 'vitest'
import type { CatalogStore } from '../../src/catalog/ports.ts'
import type { AccessClass, MirroredKind } from '../../src/catalog/types.ts'
import type { CatalogRecord } from '../../src/connector/records.ts'
import { remakeAccessClasses } from '../../src/persistence/catalog/remake-access-classes.ts'
import { findClasses } from '../../src/persistence/catalog/write-access-classes.ts'
import type { Database } from '../../src/persistence/database.ts'
import { catalogOn, engines, freshDatabase } from './engines.ts'
import { aModel, anExperiment, aRun, aVersion } from './records.ts'

const policyTags = ['team', 'sensitivity']

async function mirror(database: Database, tags: readonly string[] = policyTags) {
  const store = catalogOn(database, null, tags)
  const ingest = (...records: readonly CatalogRecord[]) =>
    store.ingest({ source: 's', records, observedAt: Date.now() })
  const classOf = (kind: MirroredKind, nativeId: string) => readClass(database, store, { kind, nativeId })
  return { store, ingest, classOf }
}

async function readClass(
  database: Database,
  store: CatalogStore,
  name: { readonly kind: MirroredKind; readonly nativeId: string },
): Promise<AccessClass | undefined> {
  const [object] = await store.byNative([{ source: 's', workspace: '', ...name }])
  return (await findClasses(database, [object?.accessClass ?? ''])).get(object?.accessClass ?? '')
}

describe.each(engines)('access classes on %s', (engine) => {
  test('hold the tags that rules look at and no other, of the object and of its parent', async () => {
    const { ingest, classOf } = await mirror(await freshDatabase(engine))
    await ingest(aModel('m', { tags: { team: 'fraud', note: 'x' } }), aVersion('m', 1, { tags: { sensitivity: '3' } }))
    expect(await classOf('Model', 'm')).toMatchObject({ source: 's', tags: { team: 'fraud' }, parentTags: {} })
    expect(await classOf('ModelVersion', 'm\n1')).toMatchObject({
      tags: { sensitivity: '3' },
      parentTags: { team: 'fraud' },
    })
  })

  test('of a child say that its parent is unknown until the parent was read, and follow it then', async () => {
    const { ingest, classOf } = await mirror(await freshDatabase(engine))
    await ingest(aRun('r'), aVersion('m', 1))
    expect(await classOf('Run', 'r')).toMatchObject({ tags: {}, parentTags: null })
    await ingest(anExperiment('e', { tags: { team: 'fraud' } }))
    expect(await classOf('Run', 'r')).toMatchObject({ tags: {}, parentTags: { team: 'fraud' } })
    expect(await classOf('ModelVersion', 'm\n1')).toMatchObject({ parentTags: null })
  })

  test('follow every change of a tag, down to children that were not read again', async () => {
    const { ingest, classOf } = await mirror(await freshDatabase(engine))
    await ingest(aModel('m', { tags: { team: 'a' } }), aVersion('m', 1), aVersion('m', 2, { tags: { team: 'own' } }))
    await ingest(aModel('m', { tags: { team: 'b' } }))
    expect(await classOf('ModelVersion', 'm\n1')).toMatchObject({ tags: {}, parentTags: { team: 'b' } })
    expect(await classOf('ModelVersion', 'm\n2')).toMatchObject({ tags: { team: 'own' }, parentTags: { team: 'b' } })
  })

  test('of a name that was made again are those of the new object, also for children that it took over', async () => {
    const { ingest, classOf } = await mirror(await freshDatabase(engine))
    await ingest(aModel('m', { tags: { team: 'a' } }), aVersion('m', 1, { createdAt: 9_500 }))
    await ingest(aModel('m', { createdAt: 9_000, tags: { team: 'b' } }))
    expect(await classOf('ModelVersion', 'm\n1')).toMatchObject({ parentTags: { team: 'b' } })
  })

  test('are shared by objects with equal facts', async () => {
    const { ingest, store } = await mirror(await freshDatabase(engine))
    await ingest(anExperiment('e'), aRun('a', { tags: { x: '1' } }), aRun('b', { tags: { x: '2' } }))
    const [a, b] = await store.byNative(
      ['a', 'b'].map((nativeId) => ({ source: 's', workspace: '', kind: 'Run' as const, nativeId })),
    )
    expect(a?.accessClass).toBe(b?.accessClass)
  })

  test('are made anew when other tags are looked at, as an ingest would have made them, and once', async () => {
    const database = await freshDatabase(engine)
    const { ingest } = await mirror(database, [])
    const long = 'x'.repeat(500)
    await ingest(
      aModel('m', { tags: { team: long } }),
      aVersion('m', 1, { tags: { sensitivity: '3' } }),
      aVersion('n', 1),
    )
    expect(await remakeAccessClasses(database, policyTags)).toBe(4)
    expect(await remakeAccessClasses(database, policyTags)).toBe(0)
    const other = await freshDatabase(engine)
    const fresh = await mirror(other)
    await fresh.ingest(aModel('m', { tags: { team: long } }), aVersion('m', 1, { tags: { sensitivity: '3' } }))
    await fresh.ingest(aVersion('n', 1))
    const { classOf } = await mirror(database)
    for (const nativeId of ['m\n1', 'n\n1']) {
      expect(await classOf('ModelVersion', nativeId)).toEqual(await fresh.classOf('ModelVersion', nativeId))
    }
    expect(await classOf('Model', 'n')).toMatchObject({ tags: null })
  })
})
