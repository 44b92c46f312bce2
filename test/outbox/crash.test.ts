import { describe, expect, test } from 'vitest'
import type { PlannedStep } from '../../src/approvals/types.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import type { Database } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { auditOn } from '../audit/log.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { type EngineName, engines, freshUrl, openUntilEnd } from '../store/engines.ts'
import { sharedTools } from '../support/tools.ts'
import { effectStates, planned, stateOf } from './bench.ts'
import type { Step } from './carry-out-child.ts'
import { startChild } from './child.ts'
import { demandEndsRecorded } from './recorded-ends.ts'
import { type ChampionModel, createChampion } from './registry.ts'

const proxy = await startToolProxy(sharedTools().mlflowUrl)

/** How often anything changed the alias or the tags since it was last asked. */
function changesSent(): number {
  return proxy.requests.splice(0).filter((each) => /^(POST|DELETE) .*(alias|tag)$/.test(each)).length
}

interface Bench {
  readonly storeUrl: string
  readonly database: Database
  readonly model: ChampionModel
}

async function bench(engine: EngineName): Promise<Bench> {
  const storeUrl = await freshUrl(engine)
  const database = await openUntilEnd(storeUrl)
  await migrateToLatest(database)
  const model = await createChampion({ url: sharedTools().mlflowUrl })
  changesSent()
  return { storeUrl, database, model }
}

/** Starts a worker as if the lease of the one before had run out: nobody wants to wait 30 seconds. */
async function worker(at: Bench, request: Uid, dieAt: { readonly step: Step; readonly place: string } | null = null) {
  await at.database.kysely.updateTable('effect').set({ lease_until: 0 }).where('lease_until', 'is not', null).execute()
  return startChild({ storeUrl: at.storeUrl, mlflowUrl: proxy.url, requests: [request], dieAt })
}

async function endOf(starting: ReturnType<typeof worker>): Promise<string> {
  return (await (await starting).ended).by
}

async function demandChain({ database }: Bench, request: Uid): Promise<void> {
  expect((await auditOn(database).verify()).findings).toEqual([])
  await demandEndsRecorded(database, request)
}

const [alias, tag] = ['ALIAS', 'VERSION_TAG'] as const

describe.each(engines)('a worker on %s that is killed', (engine) => {
  test.each<readonly [string, Step, typeof alias | typeof tag, readonly string[]]>([
    ['K3 once it has taken on a plan', 'claimed', alias, ['CLAIMED', 'PLANNED']],
    ['K4 once it has looked', 'looked', alias, ['CLAIMED', 'PLANNED']],
    ['K5 once it has written that it sends', 'sent', alias, ['SENT', 'PLANNED']],
    ['K6 once the tool has taken the change', 'called', alias, ['SENT', 'PLANNED']],
    ['K8 once it has written the answer', 'applied', alias, ['APPLIED', 'PLANNED']],
    ['K9 once it has seen the first effect', 'verified', alias, ['VERIFIED', 'PLANNED']],
    ['K4 once it has looked for the second', 'looked', tag, ['VERIFIED', 'CLAIMED']],
    ['K5 once it has written that it sends the second', 'sent', tag, ['VERIFIED', 'SENT']],
    ['K6 once the tool has taken the second', 'called', tag, ['VERIFIED', 'SENT']],
    ['K8 once it has written the answer to the second', 'applied', tag, ['VERIFIED', 'APPLIED']],
  ])('%s leaves what the next one completes, each effect sent once', async (_name, step, place, left) => {
    const at = await bench(engine)
    const request = await planned(at.database, at.model.promotion)
    expect(await endOf(worker(at, request, { step, place }))).toBe('SIGKILL')
    expect(await effectStates(at.database, request)).toEqual(left)
    expect(await stateOf(at.database, request)).toBe('EXECUTING')
    expect(await endOf(worker(at, request))).toBe('0')
    expect(await stateOf(at.database, request)).toBe('COMPLETED')
    expect(await effectStates(at.database, request)).toEqual(['VERIFIED', 'VERIFIED'])
    expect([await at.model.champion(), await at.model.tag()]).toEqual(['2', 'request-1'])
    expect(changesSent()).toBe(2)
    await demandChain(at, request)
  })

  test('K2 once the plan was left leaves it to whoever is there', async () => {
    const at = await bench(engine)
    const { by, stdout } = await startChild({ storeUrl: at.storeUrl, planAndDie: at.model.promotion }).ended
    expect(by).toBe('SIGKILL')
    // The child printed the id that it made.
    const request = stdout.trim() as Uid
    expect(await effectStates(at.database, request)).toEqual(['PLANNED', 'PLANNED'])
    expect(await endOf(worker(at, request))).toBe('0')
    expect([await stateOf(at.database, request), changesSent()]).toEqual(['COMPLETED', 2])
    await demandChain(at, request)
  })

  /** The tag that the tool refuses comes last, so that the alias and the other tag are to be undone. */
  function failing([first, second]: ChampionModel['promotion']): readonly PlannedStep[] {
    const third = { ...first, place: { ...first.place, alias: 'v2' }, expects: null }
    return [first, second, third]
  }

  test.each<readonly [string, Step, typeof alias | typeof tag, readonly string[]]>([
    ['once an effect has failed', 'failed', alias, ['COMPENSATING', 'COMPENSATING', 'FAILED']],
    ['once it has written that it undoes', 'undoing', tag, ['COMPENSATING', 'COMPENSATING', 'FAILED']],
    ['once the tool has undone', 'uncalled', tag, ['COMPENSATING', 'COMPENSATING', 'FAILED']],
    ['once it has written that it is undone', 'undone', tag, ['COMPENSATING', 'COMPENSATED', 'FAILED']],
    ['once the tool has undone the first', 'uncalled', alias, ['COMPENSATING', 'COMPENSATED', 'FAILED']],
  ])('K11 %s leaves what the next one undoes, each once', async (_name, step, place, left) => {
    const at = await bench(engine)
    const request = await planned(at.database, failing(at.model.promotion))
    expect(await endOf(worker(at, request, { step, place }))).toBe('SIGKILL')
    expect(await effectStates(at.database, request)).toEqual(left)
    expect(await stateOf(at.database, request)).toBe('COMPENSATING')
    expect(await endOf(worker(at, request))).toBe('0')
    expect(await stateOf(at.database, request)).toBe('ROLLED_BACK')
    expect(await effectStates(at.database, request)).toEqual(['COMPENSATED', 'COMPENSATED', 'FAILED'])
    expect([await at.model.champion(), await at.model.tag()]).toEqual(['1', null])
    // Two that were done and undone, and one that was refused.
    expect(changesSent()).toBe(5)
    await demandChain(at, request)
  })

  test('at any moment leaves what the next one completes', async () => {
    const at = await bench(engine)
    const rounds = Number(process.env['MODELWARDEN_RANDOM_KILLS'] ?? 2)
    for (let round = 0; round < rounds; round += 1) {
      await at.model.moveTo('1')
      const request = await planned(at.database, [
        at.model.promotion[0],
        { ...at.model.promotion[1], desired: `round-${round}` },
      ])
      changesSent()
      const child = await worker(at, request)
      await child.ready
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400))
      child.kill()
      await child.ended
      expect(await endOf(worker(at, request))).toBe('0')
      expect([await stateOf(at.database, request), await at.model.champion()]).toEqual(['COMPLETED', '2'])
      expect(await at.model.tag()).toBe(`round-${round}`)
      // A call that was on its way when its sender died may be made again; it converges.
      expect(changesSent()).toBeLessThanOrEqual(3)
      expect((await auditOn(at.database).verify()).findings).toEqual([])
    }
  })
})
