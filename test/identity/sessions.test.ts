import { describe, expect, test } from 'vitest'
import { createPeople, createPrincipalIds, createSessions } from '../../src/access/index.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import { createPersonStore } from '../../src/persistence/person-store.ts'
import { createSessionStore } from '../../src/persistence/session-store.ts'
import { auditOn } from '../audit/log.ts'
import { engines, freshDatabase } from '../store/engines.ts'

const minute = 60_000
const origin = { method: 'NONE', address: '203.0.113.9', requestId: 'r', traceparent: null } as const
const claimed = { name: 'Ada', groups: ['a'], roles: [], clearance: 2, regions: [], aliases: [] }
const identified = {
  issuer: 'https://idp.example',
  subject: '7',
  kind: 'USER',
  claimed,
  mfa: true,
  authenticatedAt: 5,
  expiresAt: 1,
} as const
const login = (loginId: string) => ({ identified, loginId, returnTo: '/' })

async function setup(engine: (typeof engines)[number]) {
  const database = await freshDatabase(engine)
  const audit = auditOn(database)
  let now = 1_900_000_000_000
  const clock = { now: () => now }
  const deactivated = new Set<string>()
  const groups = {
    rightsOf: () => null,
    rightsOfMember: () => [],
    aliasesOf: () => [],
    isDeactivated: (member: object) => 'subject' in member && deactivated.has(String(member.subject)),
  }
  const fail = (error: unknown) => {
    throw error
  }
  const store = createPersonStore(database)
  const people = createPeople({ store, ids: createPrincipalIds('k'), groups, clock, onNoteFailed: fail })
  const sessions = createSessions({
    store: createSessionStore(database, audit.audited),
    people,
    clock,
    limits: { idleMs: 60 * minute, absoluteMs: 720 * minute },
    onTouchFailed: fail,
  })
  const open = async (id: string) => (await sessions.open(login(id), null, origin))?.secret ?? ''
  return { database, audit, store, sessions, open, deactivated, pass: (ms: number) => (now += ms) }
}

describe.each(engines)('sessions on %s', (engine) => {
  test('are the person who logged in, as their issuer said then', async () => {
    const { sessions, open } = await setup(engine)
    expect(await sessions.authenticate(await open('1'))).toMatchObject({
      kind: 'USER',
      name: 'Ada',
      teams: ['a'],
      clearance: 2,
      mfa: true,
      authenticatedAt: 5,
      tokenId: null,
    })
    expect(await sessions.authenticate('A'.repeat(43))).toBeNull()
  })

  test('end when nothing was asked for an hour, and not while something is', async () => {
    const { sessions, open, pass } = await setup(engine)
    const secret = await open('1')
    for (let count = 0; count < 3; count += 1) {
      pass(59 * minute)
      expect(await sessions.authenticate(secret)).not.toBeNull()
    }
    pass(60 * minute)
    expect(await sessions.authenticate(secret)).toBeNull()
  })

  test('end after twelve hours, however busy', async () => {
    const { sessions, open, pass } = await setup(engine)
    const secret = await open('1')
    for (let count = 0; count < 23; count += 1) {
      pass(30 * minute)
      expect(await sessions.authenticate(secret)).not.toBeNull()
    }
    pass(30 * minute)
    expect(await sessions.authenticate(secret)).toBeNull()
  })

  test('are opened once for a login, also by many at the same time', async () => {
    const { sessions } = await setup(engine)
    const opened = await Promise.all([1, 2, 3, 4].map(() => sessions.open(login('1'), null, origin)))
    expect(opened.filter((session) => session !== null)).toHaveLength(1)
  })

  test('of somebody who is deactivated or forgotten are worth nothing', async () => {
    const { sessions, open, deactivated, database, audit } = await setup(engine)
    const secret = await open('1')
    deactivated.add('7')
    expect(await sessions.authenticate(secret)).toBeNull()
    expect(await sessions.open(login('2'), null, origin)).toBeNull()
    deactivated.clear()
    const id = (await sessions.authenticate(secret))?.id ?? ''
    expect(await audit.audited.forget(id, systemActor)).toBe(true)
    expect(await sessions.authenticate(secret)).toBeNull()
    expect(await sessions.open(login('3'), null, origin)).toBeNull()
    expect(await database.kysely.selectFrom('person').selectAll().execute()).toEqual([])
    const rows = await database.kysely.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('Ada')
  })

  test('of somebody who is deactivated end for good: whoever is let in again logs in anew', async () => {
    const { sessions, open, store } = await setup(engine)
    const [secret, other] = [await open('1'), await open('2')]
    const principal = await sessions.authenticate(secret)
    const ada = { id: principal?.id ?? '', kind: 'USER', name: 'Ada', issuer: identified.issuer, subject: '7' } as const
    expect(await store.deactivate(ada, 1_900_000_000_000)).toBe(2)
    expect([await sessions.authenticate(secret), await sessions.open(login('3'), null, origin)]).toEqual([null, null])
    await store.reactivate(ada.id)
    expect([await sessions.authenticate(secret), await sessions.authenticate(other)]).toEqual([null, null])
    expect(await sessions.authenticate(await open('4'))).toMatchObject({ id: ada.id, name: 'Ada' })
  })

  test('are kept as hashes, and their beginning and end are recorded without a name', async () => {
    const { sessions, open, database, audit } = await setup(engine)
    const secret = await open('1')
    expect(await sessions.close(secret, origin)).toBe(true)
    expect(await sessions.close(secret, origin)).toBe(false)
    const rows = await database.kysely.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
    const { entries } = await audit.store.list({ stream: 'decisions' }, { first: 10, before: null })
    expect(entries.map(({ columns }) => columns.type)).toEqual(['gov.session.closed.v1', 'gov.session.opened.v1'])
    expect(JSON.stringify(entries)).not.toContain('Ada')
  })
})
