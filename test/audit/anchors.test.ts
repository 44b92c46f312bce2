import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFileAnchor } from '../../src/anchors/file-anchor.ts'
import { createGitAnchor } from '../../src/anchors/git-anchor.ts'
import { createS3Anchor } from '../../src/anchors/s3-anchor.ts'
import { type Anchor, createCheckpoints } from '../../src/audit/index.ts'
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
function checkpointsOn(database: Database, anchors: readonly Anchor[]) {
  let now = 1_000_000
  const audit = auditOn(database)
  const tries: string[] = []
  const checkpoints = createCheckpoints({
    store: audit.store,
    work: audit.audited,
    anchors,
    keys: testKeys,
    guard: audit.guard,
    clock: { now: () => now },
    scheduler: { after: () => () => undefined },
    log: { warn: () => undefined, error: () => undefined },
    settings: { everyMs: 60_000, everyEvents: 10 },
    onTry: (anchor, outcome) => void tries.push(`${anchor} ${outcome}`),
  })
  return { ...audit, checkpoints, tries, pass: (ms: number) => (now += ms) }
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
