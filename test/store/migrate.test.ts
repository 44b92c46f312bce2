import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest, migrationStatus } from '../../src/persistence/migrate.ts'
import { migrations } from '../../src/persistence/migrations/index.ts'
import type { Migration } from '../../src/persistence/migrations/migration.ts'
import { temporaryFolder } from '../support/tools.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd } from './engines.ts'

const names = migrations.map(({ name }) => name)

/** A step of a later binary. */
const later = (facts: Partial<Migration> = {}): Migration => ({
  name: '9999-later',
  isBreaking: false,
  up: async (db) => db.schema.createTable('later').addColumn('id', 'text').execute(),
  ...facts,
})

describe.each(engines)('the schema on %s', (engine) => {
  test('every step is taken once, in the order of the numbers', async () => {
    const database = await openUntilEnd(await freshUrl(engine))
    expect(await migrationStatus(database)).toEqual({ applied: [], pending: names, unknown: [] })
    expect(await migrateToLatest(database)).toEqual(names)
    expect(await migrateToLatest(database)).toEqual([])
    expect(await migrationStatus(database)).toEqual({ applied: names, pending: [], unknown: [] })
    expect(names).toEqual(names.toSorted())
  })

  test('of many that start at once one takes the steps and the others wait for it', async () => {
    const url = await freshUrl(engine)
    const databases = await Promise.all([1, 2, 3, 4].map(() => openUntilEnd(url)))
    const taken = await Promise.all(databases.map((database) => migrateToLatest(database)))
    expect(taken.toSorted((a, b) => b.length - a.length)).toEqual([names, [], [], []])
  })

  test('a step that fails leaves nothing of itself or of the steps before it', async () => {
    const database = await openUntilEnd(await freshUrl(engine))
    const broken = later({
      up: async (db) => {
        await later().up(db)
        await db.schema.createTable('later').addColumn('id', 'text').execute()
      },
    })
    await expect(migrateToLatest(database, [...migrations, broken])).rejects.toMatchObject({ name: 'Fault' })
    expect(await migrationStatus(database)).toMatchObject({ applied: [], pending: names })
    expect(await migrateToLatest(database)).toEqual(names)
  })

  test('a binary goes on with a store that a newer one extended, and refuses one that it broke', async () => {
    const database = await freshDatabase(engine)
    await migrateToLatest(database, [...migrations, later()])
    expect(await migrateToLatest(database)).toEqual([])
    await migrateToLatest(database, [
      ...migrations,
      later(),
      later({ name: '9999-much-later', isBreaking: true, up: async () => {} }),
    ])
    await expect(migrateToLatest(database)).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect((await migrationStatus(database)).unknown).toEqual([
      { name: '9999-later', isBreaking: false },
      { name: '9999-much-later', isBreaking: true },
    ])
  })
})

describe('a SQLite file', () => {
  test('is made with its folder, and only its owner can read it, its log and its index', async () => {
    const path = join(temporaryFolder('store'), 'deep', 'folder', 'store.db')
    const database = await openUntilEnd(`sqlite:${path}`)
    await migrateToLatest(database)
    const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file))
    expect(files).toHaveLength(3)
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('waits for another writer instead of failing, and readers do not wait at all', async () => {
    const url = await freshUrl('sqlite')
    const [here, there] = [await openUntilEnd(url), await openUntilEnd(url)]
    await migrateToLatest(here)
    const row = (name: string) => ({ uid: name, name, rank: 1, is_protected: 0 })
    const { promise: isHeld, resolve: release } = Promise.withResolvers<void>()
    const first = here.kysely.transaction().execute(async (trx) => {
      await trx.insertInto('environment').values(row('first')).execute()
      await isHeld
    })
    const second = there.kysely.insertInto('environment').values(row('second')).execute()
    expect(await there.kysely.selectFrom('environment').select('name').execute()).toEqual([])
    release()
    await Promise.all([first, second])
    const all = await here.kysely.selectFrom('environment').select('name').orderBy('name').execute()
    expect(all.map(({ name }) => name)).toEqual(['first', 'second'])
  })
})

describe('an address of a store', () => {
  test.each(['mysql://host/db', 'modelwarden.db', 'sqlite:', 'sqlite::memory:'])('%s is refused', async (url) => {
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('of a PostgreSQL that is not there is a fault that tells no address', async () => {
    const database = await openUntilEnd('postgres://somebody:hidden@127.0.0.1:1/none')
    const failure = await migrateToLatest(database).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'Fault', code: 'INTERNAL_SERVER_ERROR', retryable: true })
    expect(Reflect.get(Object(failure), 'publicMessage')).not.toMatch(/127|hidden|somebody/)
  })
})
