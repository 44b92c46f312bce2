import { describe, expect, test } from 'vitest'
import type { Uid } from '../../src/kernel/ids.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { moveAlias } from '../e2e/approval-world.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import type { EngineName } from '../store/engines.ts'
import {
  askReady,
  callsIn,
  copyFile,
  copying,
  demandDoneOnce,
  demandUndone,
  infer,
  killedAt,
  load,
  moving,
  never,
  type Point,
  readAlias,
  readVersion,
  serving,
  setAlias,
  setTag,
  stoppedAt,
} from './crash-points.ts'
import { type Asked, type CrashWorld, crashWorld } from './crash-world.ts'
import { holdCommits } from './hold-commits.ts'
import { killAtRandom } from './kill-at-random.ts'

/**
 * Points of serving a version (a copy of files, settings, what is loaded, what answers, and two tags; the settings are a file,
 * for which nothing is called) and of moving an alias (which is followed by two tags). Where one stops at the server, the
 * other stops at the registry at the same time, and both are killed at once.
 */
const points: readonly (readonly [string, readonly Point[]])[] = [
  ['K5 while files are copied', [copying('BEFORE', copyFile, /^SENT PLANNED PLANNED PLANNED/)]],
  ['K6 while other files are copied', [copying('AFTER', copyFile, /^SENT PLANNED PLANNED PLANNED/)]],
  [
    'K9 between settings and load, and K3 once it has taken on a plan',
    [
      serving('BEFORE', askReady, /^(VERIFIED|SKIPPED) VERIFIED CLAIMED/),
      moving('BEFORE', readAlias, /^CLAIMED PLANNED PLANNED$/),
    ],
  ],
  [
    'K5 before the load has left, and before the alias has',
    [
      serving('BEFORE', load, /^(VERIFIED|SKIPPED) VERIFIED SENT/),
      moving('BEFORE', setAlias, /^SENT PLANNED PLANNED$/),
    ],
  ],
  [
    'K6 once the server has loaded, and the alias was moved',
    [serving('AFTER', load, /^(VERIFIED|SKIPPED) VERIFIED SENT/), moving('AFTER', setAlias, /^SENT PLANNED PLANNED$/)],
  ],
  [
    'K8 once both answers are written',
    [
      serving('BEFORE', askReady, /^(VERIFIED|SKIPPED) VERIFIED APPLIED/),
      moving('BEFORE', readAlias, /^APPLIED PLANNED PLANNED$/),
    ],
  ],
  [
    'K4 once the endpoint has answered, and K9 between the alias and its tags',
    [
      serving('AFTER', infer, /^(VERIFIED|SKIPPED) VERIFIED VERIFIED CLAIMED/),
      moving('BEFORE', readVersion, /^VERIFIED CLAIMED PLANNED$/),
    ],
  ],
  ['K9 between the answer and the tags', [copying('BEFORE', readVersion, /(VERIFIED|SKIPPED) CLAIMED PLANNED$/)]],
  ['K4 once the tool was looked at', [moving('AFTER', readAlias, /^CLAIMED PLANNED PLANNED$/)]],
  ['K5 once it has written that it sends', [moving('BEFORE', readAlias, /^SENT PLANNED PLANNED$/)]],
  ['K6 once the tool has taken the last change', [moving('AFTER', setTag, /^VERIFIED VERIFIED SENT$/)]],
]

/** The crash table of effects, on the built package's own process. */
export function crashTable(engine: EngineName): void {
  describe(`the built package on ${engine}, killed`, { timeout: 120_000 }, async () => {
    const world = await crashWorld({ engine, isServing: true })

    test('K1 before its decision is committed leaves nothing, and takes the same call again', async () => {
      const asked = await world.another('ALIAS')
      const request = await world.asks(asked)
      const commits = await holdCommits(world.database)
      world.registry.requests.splice(0)
      const lost = world.approves(request, asked).catch(() => 'LOST')
      // Nothing is committed while the store is held, whenever the process dies.
      await pollUntil(
        async () => world.registry.requests.length > 0,
        60_000,
        () => false,
      )
      await commits.waitedFor()
      await world.kill()
      expect(await lost).toBe('LOST')
      await commits.release()
      expect([await world.stateOf(request), await world.effectStates(request)]).toEqual(['PENDING', ''])
      await world.restart()
      await world.approves(request, asked)
      await demandDoneOnce(world, [request], [asked])
    })

    test('K2 before its answer is heard has decided, and answers the same call the same', async () => {
      const asked = await world.another('ALIAS')
      const request = await world.asks(asked)
      const door = await startToolProxy(world.url())
      const held = door.holdWhen('AFTER', () => true)
      const lost = world.approves(request, asked, door.url).catch(() => 'LOST')
      await held.first
      await world.kill()
      held.drop()
      expect(await lost).toBe('LOST')
      await world.restart()
      const { reviews } = await world.approves(request, asked)
      expect(reviews.nodes).toHaveLength(1)
      await demandDoneOnce(world, [request], [asked])
    })

    test.each(points)('%s has each done once', async (_name, at) => {
      const asked: Asked[] = []
      for (const { place } of at) asked.push(await world.another(place, asked))
      const doomed = at.map((point, index) => ({ asked: asked[index] ?? never(), point }))
      const requests = await killedAt(world, doomed)
      await world.restart()
      await demandDoneOnce(world, requests, asked)
    })

    test('K10 while it waits for a tool that is away goes on when it is back', async () => {
      const asked = await world.another('ALIAS')
      const request = await killedWaiting(world, asked)
      world.registry.behave('pass')
      await world.restart()
      await demandDoneOnce(world, [request], [asked])
    })

    test('K10 at the last attempt at a tool that stays away has what was done undone', async () => {
      const before = await world.standsFor('ALIAS')
      const request = await killedWaiting(world, await world.another('ALIAS'))
      const tried = { attempts: 10, next_attempt_at: 0 }
      const { kysely } = world.database
      await kysely.updateTable('effect').set(tried).where('state', '=', 'RETRY_WAIT').execute()
      world.registry.behave('pass')
      await world.restart()
      await demandUndone(world, request, 'COMPENSATED COMPENSATED CANCELLED')
      expect(await world.standsFor('ALIAS')).toBe(before)
      expect(world.changes().filter((line) => setAlias.test(line))).toHaveLength(2)
    })

    test.each(['BEFORE', 'AFTER'] as const)('K11 %s the tools have undone has it undone once', async (when) => {
      const before = [await world.standsFor('ALIAS'), await world.standsFor('DEPLOYMENT')]
      const served = await world.another('DEPLOYMENT')
      const alias = await world.another('ALIAS', [served])
      world.registry.refuse(setTag)
      const [one = never(), other = never()] = await killedAt(world, [
        { asked: served, point: serving(when, load, /COMPENSATING COMPENSATING SKIPPED FAILED CANCELLED$/) },
        { asked: alias, point: moving(when, setAlias, /^COMPENSATING FAILED CANCELLED$/) },
      ])
      world.registry.refuse(null)
      await world.restart()
      await demandUndone(world, one, 'SKIPPED COMPENSATED COMPENSATED SKIPPED FAILED CANCELLED')
      await demandUndone(world, other, 'COMPENSATED FAILED CANCELLED')
      expect([await world.standsFor('ALIAS'), await world.standsFor('DEPLOYMENT')]).toEqual(before)
      expect(callsIn(world.changes())).toEqual(callsIn([setAlias, setAlias, load, load]))
    })

    test('K11 by a version that loads nowhere, and then without notice, has the former one served', async () => {
      const before = await world.standsFor('DEPLOYMENT')
      const asked = { ...(await world.another('DEPLOYMENT')), version: '1' }
      const point = serving('AFTER', load, /^VERIFIED VERIFIED SENT/)
      const [request = never()] = await killedAt(world, [{ asked, point }])
      await world.restart()
      await demandUndone(world, request, 'COMPENSATED COMPENSATED FAILED CANCELLED CANCELLED CANCELLED')
      expect(await world.standsFor('DEPLOYMENT')).toBe(before)
    })

    const rounds = Number(process.env['MODELWARDEN_RANDOM_KILLS'] ?? 2)

    test('at any moment has what was asked done, and nothing twice', {
      timeout: 120_000 + rounds * 60_000,
    }, async () => {
      await killAtRandom(world, rounds)
      await world.demandTrail()
    })

    test('K12 after somebody else has moved the alias leaves it to a person, and fights nobody', async () => {
      world.changes()
      const asked = await world.another('ALIAS')
      const point = moving('BEFORE', setAlias, /^SENT PLANNED PLANNED$/)
      const { request, held } = await stoppedAt(world, { asked, point })
      await moveAlias(world.model, 'champion', '1')
      await world.kill()
      held.drop()
      await world.restart()
      await world.settles(request, 'STUCK')
      expect([await world.standsFor('ALIAS'), world.changes()]).toEqual(['1', []])
      await world.demandRecorded(request)
    })

    test('so often has a trail that is whole', () => world.demandTrail())
  })
}

/** Has a change wait for a tool that has gone away after the first effect, and kills the process. */
async function killedWaiting(world: CrashWorld, asked: Asked): Promise<Uid> {
  world.changes()
  const point = moving('BEFORE', setTag, /^VERIFIED SENT PLANNED$/)
  const { request, held } = await stoppedAt(world, { asked, point })
  world.registry.behave('refuse')
  held.drop()
  const waits = async () => / RETRY_WAIT /.test(await world.effectStates(request))
  expect(await pollUntil(waits, 60_000, () => false)).toBe(true)
  await world.kill()
  return request
}
