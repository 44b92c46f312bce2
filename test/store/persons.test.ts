import { describe, expect, test } from 'vitest'
import type { SeenPerson } from '../../src/access/identity/ports.ts'
import { createPersonStore } from '../../src/persistence/person-store.ts'
import { readPrincipalKey } from '../../src/persistence/principal-key.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd, runScript } from './engines.ts'

const claimed = {
  name: 'Ada',
  groups: ['a'],
  roles: ['viewer'],
  clearance: 2,
  regions: ['eu'],
  aliases: ['git:a'],
} as const
const ada: SeenPerson = { id: 'p1', kind: 'USER', issuer: 'https://idp.example', subject: '7', claimed }
const identity = { issuer: 'https://idp.example', subject: '7' }

describe.each(engines)('people on %s', (engine) => {
  test('are found as they were last seen, and nobody else is', async () => {
    const store = createPersonStore(await freshDatabase(engine))
    await store.note(ada, 10)
    await store.note({ ...ada, claimed: { ...claimed, groups: [], name: 'Ada L.' } }, 20)
    expect(await store.byId('p1')).toEqual({
      id: 'p1',
      identity,
      claimed: { ...claimed, groups: [], name: 'Ada L.' },
      lastSeenAt: 20,
      deactivatedAt: null,
    })
    expect(await store.byId('p2')).toBeNull()
  })

  test('are noted once by many at the same time', async () => {
    const store = createPersonStore(await freshDatabase(engine))
    await Promise.all([1, 2, 3, 4].map((now) => store.note(ada, now)))
    expect(await store.byId('p1')).toMatchObject({ identity })
  })

  test('are kept out until they are let in again, also those who were never seen, and whatever is noted meanwhile', async () => {
    const store = createPersonStore(await freshDatabase(engine))
    const names = { kind: 'USER', name: 'Ada', ...identity } as const
    for (const seen of [true, false]) {
      const id = `p-${seen}`
      const subject = `s-${seen}`
      if (seen) await store.note({ ...ada, id, subject }, 10)
      expect(await store.deactivate({ ...names, id, subject }, 20)).toBe(0)
      await store.note({ ...ada, id, subject }, 30)
      expect(await store.byId(id)).toMatchObject({ identity: { subject }, deactivatedAt: 20, lastSeenAt: 30, claimed })
      await store.reactivate(id)
      expect(await store.byId(id)).toMatchObject({ deactivatedAt: null, claimed })
    }
  })

  test('have ids by a key that every process finds in the store', async () => {
    const url = await freshUrl(engine)
    await runScript('start-first.ts', url, 'first')
    const keys = await Promise.all([1, 2].map(async () => readPrincipalKey(await openUntilEnd(url))))
    expect(keys[0]).toMatch(/^[\w-]{43}$/)
    expect(keys[1]).toBe(keys[0])
  })
})
