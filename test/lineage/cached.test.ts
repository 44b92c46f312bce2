import { describe, expect, test } from 'vitest'
import { openCache } from '../../src/composition/cache.ts'
import { openLineageCache } from '../../src/composition/lineage-cache.ts'
import { connectSources } from '../../src/composition/sources.ts'
import { openStore } from '../../src/composition/store.ts'
import { serverSecret } from '../../src/config/index.ts'
import { createConnectorRegistry } from '../../src/connector/registry.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { type LineageKey, virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import type { LineageIndex } from '../../src/lineage/index.ts'
import { createLogger, createMetrics } from '../../src/telemetry/index.ts'
import { gatewayConfig } from '../support/gateway.ts'
import { afterFile, freshPostgresUrl, freshRedis, temporaryFolder } from '../support/tools.ts'

const places = {
  'SQLite and memory': async () => ({ store: { url: 'sqlite:cached.db' }, cache: { url: 'memory:' } }),
  'PostgreSQL and Redis': async () => ({ store: { url: await freshPostgresUrl() }, cache: { url: freshRedis().url } }),
} as const

/** One replica: a store, and what is kept of its lineage. */
async function replica(config: Readonly<Record<string, unknown>>, directory: string) {
  const server = { secret: 'only-for-tests-only-for-tests-only-for-tests' }
  const loaded = await gatewayConfig({ sources: [], directory, config: { ...config, server } })
  const log = createLogger({ level: 'error', destination: 'stderr' })
  const metrics = createMetrics()
  const store = await openStore(loaded)
  const cache = openCache(loaded.config, { secret: serverSecret(loaded), log, metrics })
  const sources = connectSources([], createConnectorRegistry([]), { log, clock: systemClock, metrics })
  const lineage = openLineageCache({ loaded, log, metrics, store, sources, cache })
  lineage.start()
  afterFile(async () => {
    await lineage.stop()
    await cache.close()
    await store[Symbol.asyncDispose]()
  })
  const walk = async (index: LineageIndex) => {
    const met = new Set([root])
    let level: readonly LineageKey[] = [root]
    while (level.length > 0) {
      const edges = await index.edgesOf(level, 'DOWN', { at: null, limit: 1_000 })
      level = [...new Set(edges.map(({ to }) => to))].filter((key) => !met.has(key))
      for (const key of level) met.add(key)
    }
    return met
  }
  return {
    state: (from: string, to: string) => store.lineage.state([statement(from, to)]),
    ask: () =>
      lineage.skeletons.over({ arguments: { ref: 'root' }, mayBeStale: false }, walk, new AbortController().signal),
  }
}

const root = virtualLineageKey('root')

function statement(from: string, to: string) {
  const edge = {
    from: virtualLineageKey(from),
    to: virtualLineageKey(to),
    kind: 'CONSUMED' as const,
    confidence: 'DECLARED' as const,
    validFrom: null,
    validTo: null,
    basis: 'TOLD' as const,
  }
  const facts = { statedBy: `${from} ${to}`, source: null, sender: null }
  return { ...facts, observedAt: Date.now(), nodes: [], edges: [edge] }
}

describe.each(Object.entries(places))('on %s', (_name, placeOf) => {
  test('what this process writes is in the next answer, wherever in it that lands, and nothing else disturbs it', async () => {
    const { state, ask } = await replica(await placeOf(), temporaryFolder('replica'))
    await ask()
    const chain = ['root', ...Array.from({ length: 10 }, (_, at) => `node-${at}`)]
    for (const [at, from] of chain.entries()) {
      const to = chain[at + 1] ?? 'last'
      await state(from, to)
      const after = await ask()
      expect(after.state).toBe('MISS')
      expect(after.value).toContain(virtualLineageKey(to))
      await state('elsewhere', `other-${at}`)
      expect((await ask()).state).toBe('HIT')
    }
  })

  test('what another one writes is in an answer within a second', async () => {
    const place = await placeOf()
    const directory = temporaryFolder('replicas')
    const [one, other] = [await replica(place, directory), await replica(place, directory)]
    await one.state('root', 'first')
    for (const { ask } of [one, other]) expect((await ask()).value).toContain(virtualLineageKey('first'))
    await one.state('first', 'second')
    await expect
      .poll(async () => (await other.ask()).value, { timeout: 10_000, interval: 20 })
      .toContain(virtualLineageKey('second'))
  })
})

test('a replica that begins finds what others have kept', async () => {
  const place = await places['PostgreSQL and Redis']()
  const directory = temporaryFolder('replicas')
  const one = await replica(place, directory)
  await one.state('root', 'first')
  await one.ask()
  const late = await replica(place, directory)
  await expect.poll(async () => (await late.ask()).state, { timeout: 10_000 }).toBe('HIT')
})
