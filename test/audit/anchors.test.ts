import { execFileSync } from 'node:child_process'
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { createFileAnchor } from '../../src/anchors/file-anchor.ts'
import { createGitAnchor } from '../../src/anchors/git-anchor.ts'
import { createS3Anchor } from '../../src/anchors/s3-anchor.ts'
import { type Anchor, type AuditScheduler, createAuditKeys, createCheckpoints } from '../../src/audit/index.ts'
import { writeCheckpoint } from '../../src/audit/signed-note.ts'
import type { Database } from '../../src/persistence/database.ts'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { freshDatabase } from '../store/engines.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { aChange, auditOn, testKeys } from './log.ts'

function bareRepository(): string {
  const folder = temporaryFolder('remote')
  execFileSync('git', ['init', '--quiet', '--bare', folder], { env: toolEnvironment({}) })
  return folder
}

function s3Anchor(prefix = `${uniqueName('audit')}/`): Promise<Anchor> {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = sharedTools().s3
  const credentials = { accessKeyId, secretAccessKey }
  return createS3Anchor({ endpoint, bucket, prefix, credentials, region: 'us-east-1', forcePathStyle: true })
}

const gitAnchor = (remote: string) =>
  createGitAnchor({ remote, branch: 'audit', cache: join(temporaryFolder('cache'), 'a.git') })

/** Each as two who share the place. */
const kinds: Readonly<Record<string, () => Promise<readonly [Anchor, Anchor]>>> = {
  async file() {
    const folder = temporaryFolder('anchor')
    return [createFileAnchor(folder), createFileAnchor(folder)]
  },
  async git() {
    const remote = bareRepository()
    return [gitAnchor(remote), gitAnchor(remote)]
  },
  async s3() {
    const prefix = `${uniqueName('audit')}/`
    return [await s3Anchor(prefix), await s3Anchor(prefix)]
  },
}

test.each(Object.keys(kinds))(
  'an anchor of kind %s keeps a text once, tells another from the same, and finds the last',
  async (kind) => {
    const [here, there] = (await kinds[kind]?.()) ?? []
    expect(await here?.latest('log/checkpoints')).toBeNull()
    expect(await here?.keep('log/checkpoints/0/09.note', 'nine')).toBe('KEPT')
    expect(await there?.keep('log/checkpoints/0/09.note', 'nine')).toBe('KEPT')
    expect(await there?.keep('log/checkpoints/0/09.note', 'other')).toBe('DIFFERENT')
    await Promise.all([
      here?.keep('log/checkpoints/1/10.note', 'ten'),
      there?.keep('log/checkpoints/0/08.note', 'eight'),
    ])
    await here?.keep('log/keys/k.vkey', 'key')
    expect(await there?.latest('log/checkpoints')).toBe('ten')
    expect((await there?.all())?.toSorted()).toEqual(['eight', 'key', 'nine', 'ten'])
  },
)

/** Checkpoints on a clock that a test moves; every look is asked for. */
function checkpointsOn(database: Database, anchors: readonly Anchor[], scheduler = never) {
  let now = 1_000_000
  const clock = { now: () => now }
  const audit = auditOn(database, testKeys, clock)
  const tries: string[] = []
  const alarms: string[] = []
  const checkpoints = createCheckpoints({
    store: audit.store,
    work: audit.audited,
    anchors,
    keys: testKeys,
    guard: audit.guard,
    clock,
    scheduler,
    log: {
      warn: (_facts, message) => void alarms.push(`warn ${message.slice(0, 20)}`),
      error: (_facts, message) => void alarms.push(`error ${message.slice(0, 11)}`),
    },
    settings: { everyMs: 60_000, everyEvents: 10 },
    onTry: (anchor, outcome) => void tries.push(`${anchor} ${outcome}`),
    onStale: (stream, isStale) => void tries.push(`${stream} ${isStale ? 'stale' : 'anchored'}`),
  })
  return { ...audit, checkpoints, tries, alarms, pass: (ms: number) => (now += ms) }
}

/** Waits for nobody, as a test asks for every look itself. */
const never: AuditScheduler = { after: () => () => undefined }
/** Patience that is over at once. */
const impatient: AuditScheduler = {
  after(_ms, work) {
    const timer = setImmediate(work)
    return () => clearImmediate(timer)
  },
}

test('a checkpoint is made after a minute or enough events, and only of something new', async () => {
  const { append, checkpoints, tries, store, pass } = checkpointsOn(await freshDatabase('sqlite'), [
    createFileAnchor(temporaryFolder('anchor')),
  ])
  const sizes = async () => (await store.checkpoints('decisions')).map(({ size }) => size)
  await append(aChange(1))
  await checkpoints.round()
  expect(await sizes()).toEqual([])
  pass(60_000)
  await checkpoints.round()
  pass(60_000)
  await checkpoints.round()
  expect(await sizes()).toEqual([1])
  await append(...Array.from({ length: 10 }, (_, at) => aChange(at)))
  await checkpoints.round()
  expect(await sizes()).toEqual([1, 11])
  expect(tries).toEqual(['0 kept', '0 kept'])
})

test('what every anchor holds is enough to verify the log against', async () => {
  const anchors = [createFileAnchor(temporaryFolder('anchor')), gitAnchor(bareRepository()), await s3Anchor()]
  const { append, checkpoints, verify } = checkpointsOn(await freshDatabase('sqlite'), anchors)
  await append(aChange(1), aChange(2))
  await checkpoints.round(true)
  await append(aChange(3))
  for (const anchor of anchors) {
    const texts = await anchor.all()
    const notes = texts
      .filter((text) => text.includes('\n\n'))
      .map((note) => ({ note, place: anchor.name, isAnchor: true }))
    expect(await verify(notes)).toMatchObject({ findings: [], anchoredTo: 2, unanchored: 1 })
  }
  expect(checkpoints.standing().map(({ state, keptTo }) => [state, keptTo.decisions])).toEqual([
    ['KEPT', 2],
    ['KEPT', 2],
    ['KEPT', 2],
  ])
})

test('an anchor that cannot be reached is tried again, and keeps nobody from appending', async () => {
  const remote = bareRepository()
  const away = gitAnchor(join(remote, 'nothing'))
  const { append, checkpoints, tries } = checkpointsOn(await freshDatabase('sqlite'), [away, gitAnchor(remote)])
  await checkpoints.start()
  await append(aChange(1))
  await checkpoints.round(true)
  await append(aChange(2))
  expect(checkpoints.standing().map(({ state }) => state)).toEqual(['FAILING', 'KEPT'])
  execFileSync('git', ['init', '--quiet', '--bare', join(remote, 'nothing')], { env: toolEnvironment({}) })
  await checkpoints.round()
  expect(checkpoints.standing().map(({ state }) => state)).toEqual(['KEPT', 'KEPT'])
  expect(tries.toSorted()).toEqual(['0 failed', '0 kept', '1 kept'])
})

test('a store that was put back behind its anchor is found at the start, and refuses changes', async () => {
  const folder = temporaryFolder('anchor')
  const before = checkpointsOn(await freshDatabase('sqlite'), [createFileAnchor(folder)])
  await before.append(aChange(1), aChange(2))
  await before.checkpoints.round(true)
  const after = checkpointsOn(await freshDatabase('sqlite'), [createFileAnchor(folder)])
  await after.append(aChange(1))
  await after.checkpoints.start()
  expect(after.checkpoints.standing()).toMatchObject([{ state: 'FORKED' }])
  await expect(after.append(aChange(2))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})

test('another log of the same name and size is found when its checkpoint is brought', async () => {
  const folder = temporaryFolder('anchor')
  for (const attempt of [1, 2]) {
    const { append, checkpoints } = checkpointsOn(await freshDatabase('sqlite'), [createFileAnchor(folder)])
    await append(aChange(1))
    await checkpoints.round(true)
    expect(checkpoints.standing()).toMatchObject([{ state: attempt === 1 ? 'KEPT' : 'FORKED' }])
  }
})

test('a disk that is full leaves no half checkpoint behind, which would for ever be taken for another one', async () => {
  const folder = temporaryFolder('anchor')
  const script = fileURLToPath(new URL('keep-note.ts', import.meta.url))
  // The system lets this process write no byte into any file.
  const outcome = execFileSync(
    'bash',
    ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, script, folder, 'a/1.note', 'one'],
    {
      encoding: 'utf8',
    },
  )
  expect(outcome).toBe('EFBIG')
  const anchor = createFileAnchor(folder)
  expect(await anchor.latest('a')).toBeNull()
  expect(await anchor.all()).toEqual([])
  expect(await anchor.keep('a/1.note', 'one')).toBe('KEPT')
  expect(readdirSync(join(folder, 'a'))).toEqual(['1.note'])
})

const fiveMinutes = 300_000

test('no new anchor for five minutes while events come is an alarm, recorded as an event, until an anchor is back', async () => {
  const remote = bareRepository()
  const { append, checkpoints, store, tries, alarms, pass } = checkpointsOn(await freshDatabase('sqlite'), [
    gitAnchor(join(remote, 'nothing')),
  ])
  const state = async () => (await checkpoints.chain('decisions')).state
  expect(await state()).toBe('ANCHORED')
  await append(aChange(1))
  await checkpoints.round()
  pass(fiveMinutes - 1)
  await checkpoints.round()
  expect([await state(), checkpoints.stale()]).toEqual(['PENDING', []])
  pass(1)
  await checkpoints.round()
  await checkpoints.round()
  expect([await state(), checkpoints.stale()]).toEqual(['CHAIN_STALE', ['decisions']])
  expect(alarms.filter((line) => line.startsWith('error'))).toEqual(['error CHAIN_STALE'])
  const typesOf = async () =>
    (await store.entries('decisions', { from: 1, count: 9 })).map(({ columns }) => columns.type)
  expect(await typesOf()).toEqual(['gov.token.created.v1', 'gov.audit-chain.stale.v1'])
  execFileSync('git', ['init', '--quiet', '--bare', join(remote, 'nothing')], { env: toolEnvironment({}) })
  await checkpoints.round(true)
  expect(checkpoints.stale()).toEqual([])
  expect((await typesOf()).at(-1)).toBe('gov.audit-chain.anchored.v1')
  await checkpoints.round(true)
  expect(await state()).toBe('ANCHORED')
  expect(tries.filter((line) => !line.startsWith('0'))).toEqual(['decisions stale', 'decisions anchored'])
})

test('a log without events is not stale, however old, and neither is one that an anchor holds from before the start', async () => {
  const database = await freshDatabase('sqlite')
  const folder = temporaryFolder('anchor')
  const before = checkpointsOn(database, [createFileAnchor(folder)])
  await before.append(aChange(1))
  await before.checkpoints.round(true)
  const after = checkpointsOn(database, [createFileAnchor(folder)])
  await after.checkpoints.start()
  after.pass(10 * fiveMinutes)
  await after.checkpoints.round()
  expect([after.checkpoints.stale(), after.alarms]).toEqual([[], []])
  expect(await after.checkpoints.chain('decisions')).toEqual({
    state: 'ANCHORED',
    anchoredTo: 1,
    unanchoredSince: null,
  })
  expect((await checkpointsOn(database, []).checkpoints.chain('decisions')).state).toBe('UNANCHORED')
})

test('a log that was put back while its anchor was away is found once the anchor is back, before anything is brought to it', async () => {
  const remote = bareRepository()
  const before = checkpointsOn(await freshDatabase('sqlite'), [gitAnchor(remote)])
  await before.append(aChange(1), aChange(2), aChange(3))
  await before.checkpoints.round(true)
  renameSync(remote, `${remote}.away`)
  const after = checkpointsOn(await freshDatabase('sqlite'), [gitAnchor(remote)])
  await after.append(aChange(1))
  await after.checkpoints.start()
  await after.checkpoints.round(true)
  expect(after.checkpoints.standing()).toMatchObject([{ state: 'FAILING', keptTo: { decisions: 0 } }])
  await after.append(aChange(2))
  renameSync(`${remote}.away`, remote)
  await after.checkpoints.round(true)
  expect(after.checkpoints.standing()).toMatchObject([{ state: 'FORKED' }])
  expect((await after.checkpoints.chain('decisions')).state).toBe('BROKEN')
  await expect(after.append(aChange(3))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})

test('an anchored event that is gone from the store is found at the start', async () => {
  const database = await freshDatabase('sqlite')
  const folder = temporaryFolder('anchor')
  const before = checkpointsOn(database, [createFileAnchor(folder)])
  await before.append(aChange(1), aChange(2), aChange(3))
  await before.checkpoints.round(true)
  await sql`drop trigger audit_event_no_delete`.execute(database.kysely)
  await sql`delete from audit_event where sequence = 2`.execute(database.kysely)
  const after = checkpointsOn(database, [createFileAnchor(folder)])
  await after.checkpoints.start()
  expect(after.checkpoints.standing()).toMatchObject([{ state: 'FORKED' }])
})

/** An anchor that says whatever it likes; a real one would have to be broken into for it. */
const lying = (latest: string | null, kept: string[] = []): Anchor => ({
  name: 'liar',
  keep: async (name) => (kept.push(name), 'KEPT'),
  latest: async () => latest,
  all: async () => [],
})

test('an anchor that gives back what was never anchored there stops nobody, and what it holds is not believed', async () => {
  const database = await freshDatabase('sqlite')
  const first = checkpointsOn(database, [])
  await first.append(aChange(1), aChange(2))
  await first.append(aChange(1, { stream: 'access' }))
  const { note: ofOtherLog } = (await first.audited.checkpoint('access')) ?? { note: '' }
  const { note: older } = (await first.audited.checkpoint('decisions')) ?? { note: '' }
  await first.append(aChange(3))
  const foreign = writeCheckpoint(
    { origin: 'test/decisions', size: 3, root: '0'.repeat(64) },
    createAuditKeys(Buffer.alloc(32, 9)).current,
  )
  for (const note of [ofOtherLog, foreign, 'nonsense', '']) {
    const kept: string[] = []
    const { checkpoints, append, alarms } = checkpointsOn(database, [lying(note, kept)])
    await checkpoints.start()
    expect(alarms).toContain('error the last ch')
    expect(checkpoints.standing()).toMatchObject([{ keptTo: { decisions: 0 } }])
    await append(aChange(4))
    await checkpoints.round(true)
    expect(kept.filter((name) => name.endsWith('.note')).length).toBeGreaterThan(0)
  }
  const { checkpoints, alarms } = checkpointsOn(database, [lying(older)])
  await checkpoints.start()
  expect([checkpoints.standing()[0]?.keptTo.decisions, alarms]).toEqual([2, ['error the last ch']])
})

test('an anchor that hangs keeps neither the others nor the alarm waiting, and is said to be failing', async () => {
  const hanging: Anchor = { ...lying(null), keep: () => new Promise(() => undefined) }
  const { append, checkpoints, pass } = checkpointsOn(
    await freshDatabase('sqlite'),
    [hanging, createFileAnchor(temporaryFolder('anchor'))],
    impatient,
  )
  await append(aChange(1))
  await vi.waitUntil(async () => {
    await checkpoints.round(true)
    return checkpoints.standing()[1]?.state === 'KEPT'
  })
  expect(checkpoints.standing()[0]?.state).toBe('WAITING')
  pass(30_000)
  await checkpoints.round()
  expect(checkpoints.standing().map(({ state }) => state)).toEqual(['FAILING', 'KEPT'])
})

test('a clock that is set back puts no checkpoint off', async () => {
  const { append, checkpoints, store, pass } = checkpointsOn(await freshDatabase('sqlite'), [
    createFileAnchor(temporaryFolder('anchor')),
  ])
  await append(aChange(1))
  pass(-86_400_000)
  await checkpoints.round()
  expect((await store.checkpoints('decisions')).map(({ size }) => size)).toEqual([1])
})
