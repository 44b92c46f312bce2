import { Redis } from 'ioredis'
import { describe, expect, test, vi } from 'vitest'
import { openStore } from '../../src/composition/store.ts'
import { lineageKeyOf, virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import { joinNativeId } from '../../src/kernel/native-id.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { personOf } from '../api/stewards.ts'
import { type GatewaySetup, gatewayConfig, mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { afterFile, freshPostgresUrl, ownTool, temporaryFolder } from '../support/tools.ts'

const dataDir = temporaryFolder('redis')
const redis = await ownTool(startRedis({ dataDir }))
/** Of its own: what other tests make is asked about for minutes, and what is learnt of it changes answers. */
const { url } = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const seeded = await seedMlflow({ url })
/** Nothing of it hangs together with the other. */
const aside = await seedMlflow({ url })
const setup: GatewaySetup = {
  sources: [mlflowSource('tracking', { url })],
  config: {
    store: { url: await freshPostgresUrl() },
    cache: { url: redis.url },
    server: { secret: 'only-for-tests-only-for-tests-only-for-tests' },
    // What is crawled meanwhile is a change like any other; here only those are wanted that are made on purpose.
    sync: { intervalMs: 600_000, fullIntervalMs: 600_000 },
  },
}
const one = await startGateway(setup)
await one.caughtUp('tracking')
const other = await startGateway(setup)
await other.caughtUp('tracking')
const { token } = one
/** Somebody else who writes to the same store, and rings no bell. */
const elsewhere = await openStore(await gatewayConfig(setup))
afterFile(async () => elsewhere[Symbol.asyncDispose]())
// What runs measured is learnt in the background, and is a change of every answer that shows them.
await vi.waitUntil(
  async () => (await elsewhere.unmeasured.after(null)).runs.every(({ facts }) => facts.status === 'RUNNING'),
  { timeout: 60_000 },
)

const ref = `models:/${seeded.model.name}/1`

/** The first version of a model, as the index names it. */
function versionOf({ model }: typeof seeded) {
  const nativeId = joinNativeId(model.name, '1')
  return lineageKeyOf({ kind: 'ModelVersion', source: 'tracking', workspace: '', nativeId })
}

interface Told {
  readonly nodes: readonly { readonly id: string; readonly kind: string | null; readonly name: string | null }[]
  readonly edges: readonly unknown[]
  readonly complete: boolean
  readonly asOf: string
  readonly cache: { readonly state: string; readonly ageMs: number }
  readonly sources: readonly { readonly source: string; readonly asOf: string | null; readonly lagSeconds: number }[]
}

const query = `query ($ref: String!, $depth: Int, $freshness: LineageFreshness) {
  lineage(ref: $ref, depth: $depth, freshness: $freshness) {
    nodes { id kind name ref properties } edges { from to kind confidence observedAt validFrom validTo }
    complete asOf cache { state ageMs } sources { source state asOf lagSeconds }
  }
}`

async function ask(gateway: TestGateway, variables: Readonly<Record<string, unknown>> = {}, as = token) {
  const answer = await gateway.read<{ readonly lineage: Told }>(query, { ref, ...variables }, { token: as })
  return answer.lineage
}

/** What does not depend on when an answer was sent. */
function lasting({ cache: _cache, asOf: _asOf, sources, ...rest }: Told) {
  return { ...rest, sources: sources.map(({ source }) => source) }
}

const stateOf = async (gateway: TestGateway, variables = {}, as = token) =>
  (await ask(gateway, variables, as)).cache.state

let consumers = 0

/** States that something uses a version. Answers the name under which lineage shows it. */
async function use(of = seeded): Promise<string> {
  consumers += 1
  const name = `consumer-${consumers}`
  await elsewhere.lineage.state([statement(name, versionOf(of))])
  return name
}

/** Waits until nothing is on its way any more that changes an answer. */
async function settled(variables: Readonly<Record<string, unknown>> = {}): Promise<void> {
  for (const gateway of [one, other])
    await expect.poll(() => stateOf(gateway, variables), { timeout: 5_000 }).toBe('HIT')
}

/** Has a version used, and waits until both replicas tell so. */
async function useAndTell(of = seeded): Promise<void> {
  const name = await use(of)
  for (const gateway of [one, other])
    await expect
      .poll(async () => names(await ask(gateway, { ref: `models:/${of.model.name}/1` })), { timeout: 5_000 })
      .toContain(name)
}

function statement(name: string, from: ReturnType<typeof virtualLineageKey>) {
  const id = `consumer:${name}`
  const edge = {
    from,
    to: virtualLineageKey(id),
    kind: 'SERVED_BY' as const,
    confidence: 'DECLARED' as const,
    validFrom: null,
    validTo: null,
    basis: 'TOLD' as const,
  }
  const node = { id, kind: 'CONSUMER' as const, name, source: null, subject: null, properties: {} }
  return { statedBy: id, source: null, sender: null, observedAt: Date.now(), nodes: [node], edges: [edge] }
}

const names = ({ nodes }: Told) => nodes.map(({ name }) => name)

describe('an answer', () => {
  test('is sent again by every replica with what is true at that moment', async () => {
    await useAndTell()
    await settled()
    const first = await ask(one)
    const second = await ask(other)
    for (const again of [first, second]) {
      expect(again.cache.state).toBe('HIT')
      expect(again.complete).toBe(true)
      expect(Date.parse(again.asOf)).toBe(Date.parse(again.sources[0]?.asOf ?? ''))
      expect(again.sources[0]?.lagSeconds).toBeGreaterThanOrEqual(0)
    }
    expect(second.cache.ageMs).toBeGreaterThanOrEqual(first.cache.ageMs)
    expect(lasting(second)).toEqual(lasting(first))
    expect((await ask(one, { freshness: 'LIVE' })).cache.state).toBe('BYPASS')
  })

  test('comes with the headers and extensions of a fresh one, and costs one point', async () => {
    const variables = { ref, depth: 9 }
    const fresh = await one.ask<{ readonly lineage: Told }>(query, variables)
    const kept = await one.ask<{ readonly lineage: Told }>(query, variables)
    expect([fresh, kept].map(({ data }) => data?.lineage.cache.state)).toEqual(['MISS', 'HIT'])
    const lastingHeaders = ({
      'x-request-id': _id,
      date: _date,
      'content-length': _length,
      ...rest
    }: typeof kept.headers) => rest
    expect(lastingHeaders(kept.headers)).toEqual(lastingHeaders(fresh.headers))
    expect(Object.keys(kept.extensions)).toEqual(Object.keys(fresh.extensions))
    expect([fresh.extensions['cost'], kept.extensions['cost']]).toMatchObject([{ requested: 200 }, { requested: 1 }])
  })

  test('is made anew by all replicas once something lands in it, and not when something lands elsewhere', async () => {
    await settled()
    // The second time nobody can tell of it without having followed the changes up to it.
    await useAndTell(aside)
    await useAndTell(aside)
    expect([await stateOf(one), await stateOf(other)]).toEqual(['HIT', 'HIT'])
    await useAndTell()
  })

  test('is made once where two replicas are asked at the same time', async () => {
    const answers = await Promise.all([one, other, one, other].map((gateway) => stateOf(gateway, { depth: 8 })))
    expect(answers.toSorted()).toEqual(['HIT', 'HIT', 'HIT', 'MISS'])
  })

  test('that is out of date is sent for STALE_OK while it is renewed', async () => {
    const variables = { freshness: 'STALE_OK' }
    await settled(variables)
    const name = await use()
    const states = new Set<string>()
    const isRenewed = async () => {
      const told = await ask(one, variables)
      states.add(told.cache.state)
      if (told.cache.state === 'STALE') expect(names(told)).not.toContain(name)
      return names(told).includes(name)
    }
    await expect.poll(isRenewed, { timeout: 5_000, interval: 20 }).toBe(true)
    expect([...states]).toContain('STALE')
    expect([...states]).not.toContain('MISS')
  })
})

describe('whoever asks', () => {
  test('gets no answer of somebody else, and none at all with a token that was revoked', async () => {
    const ada = await personOf(one, 'ada', 'viewer')
    await settled()
    expect(await stateOf(one)).toBe('HIT')
    // What walks read is shared; what is told of it is not.
    expect(await stateOf(one, {}, ada.token)).toBe('HIT')
    expect(await stateOf(other, {}, ada.token)).toBe('HIT')
    await one.gateway.tokens.revoke(ada.tokenId)
    for (const gateway of [one, other])
      expect((await gateway.ask(query, { ref }, { token: ada.token })).status).toBe(401)
  })

  test('gets nothing that a right gave which was revoked since, on any replica', async () => {
    const steward = await personOf(one, 'steward', 'policy-steward')
    const bob = await personOf(one, 'bob')
    const input = {
      holder: { type: 'USER', id: bob.id },
      role: 'VIEWER',
      reason: 'a test',
      scope: { type: 'ORGANIZATION' },
    }
    const granted = await steward.read(
      'mutation ($input: GrantInput!) { grant(input: $input) { grant { id state } userErrors { code message } } }',
      { input },
    )
    expect(granted.grant).toMatchObject({ grant: { state: 'ACTIVE' }, userErrors: [] })
    for (const gateway of [one, other, one, other])
      expect(names(await ask(gateway, {}, bob.token)).length).toBeGreaterThan(1)
    expect(await stateOf(other, {}, bob.token)).toBe('HIT')
    const revoke = { id: granted.grant.grant.id, reason: 'the end of the test' }
    await steward.read('mutation ($input: RevokeGrantInput!) { revokeGrant(input: $input) { userErrors { code } } }', {
      input: revoke,
    })
    for (const gateway of [one, other])
      expect((await gateway.ask(query, { ref }, { token: bob.token })).errors).toMatchObject([
        { extensions: { code: 'NOT_FOUND' } },
      ])
  })
})

test('Redis that is filled with foreign values, flushed, stopped and restarted changes no answer', {
  timeout: 120_000,
}, async () => {
  const first = lasting(await ask(one))
  const same = async () => {
    const fresh = await startGateway(setup)
    for (const gateway of [one, other, fresh]) expect(lasting(await ask(gateway))).toEqual(first)
    await fresh.close()
  }
  const client = new Redis(redis.url)
  client.on('error', () => undefined)
  const kept = (await client.keys('*')).filter((key) => key.includes('lineage:'))
  expect(kept.length).toBeGreaterThan(1)
  const [a = '', b = ''] = kept
  await client.copy(a, b, 'REPLACE')
  await same()
  for (const bytes of [Buffer.from('forged'), Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(200)])]) {
    for (const key of kept) await client.set(key, bytes)
    await same()
  }
  await client.flushall()
  await same()
  client.disconnect()
  await redis.stop()
  await same()
  await ownTool(startRedis({ dataDir, port: redis.port }))
  await same()
  await useAndTell()
})

test('what the cache does is counted', async () => {
  const text = (await one.get('/metrics')).bytes.toString()
  for (const layer of ['answer', 'skeleton']) {
    for (const result of ['hit', 'miss'])
      expect(text).toMatch(new RegExp(`lineage_cache_reads_total\\{layer="${layer}",result="${result}"\\} [1-9]`))
    expect(text).toMatch(new RegExp(`lineage_cache_entries\\{layer="${layer}"\\} [1-9]`))
    expect(text).toMatch(new RegExp(`lineage_cache_bytes\\{layer="${layer}"\\} [1-9]`))
  }
  expect(text).toMatch(/lineage_cache_reads_total\{layer="skeleton",result="stale"\} [1-9]/)
  expect(text).toContain('modelwarden_lineage_cache_age_seconds_bucket')
})
