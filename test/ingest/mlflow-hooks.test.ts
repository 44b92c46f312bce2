import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { pollUntil } from '../../tools/launch/ready.ts'
import { startToolProxy, type ToolProxy } from '../e2e/tool-proxy.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { mlflowWriter, type SeededMlflow, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'
import { aliasEvent, deliver } from './hook-sender.ts'

const secret = 'what only MLflow and this test know'
let proxy: ToolProxy
let seeded: SeededMlflow
let gateway: TestGateway
let door: string

beforeAll(async () => {
  seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
  proxy = await startToolProxy(sharedTools().mlflowUrl)
  gateway = await startGateway({
    sources: [{ ...mlflowSource(), url: proxy.url, webhooks: { secret } }],
    // No crawl comes to help.
    config: { sync: { intervalMs: 600_000 } },
  })
  await gateway.caughtUp('tracking')
  door = `${gateway.url}/hooks/mlflow/tracking`
})

const writer = () => mlflowWriter({ url: sharedTools().mlflowUrl })

async function mirrored(name: string): Promise<unknown> {
  interface Found {
    readonly search: { readonly nodes: readonly { readonly node: { readonly __typename: string } }[] }
  }
  const { search } = await gateway.read<Found>(
    'query ($text: String!) { search(text: $text, kinds: [MODEL]) { nodes { node { __typename } } } }',
    { text: name },
  )
  return search.nodes.length
}

async function counted(outcome: string): Promise<number> {
  const text = (await gateway.get('/metrics')).bytes.toString('utf8')
  const line = new RegExp(`^modelwarden_hook_deliveries_total\\{source="tracking",outcome="${outcome}"\\} (\\d+)`, 'm')
  return Number(line.exec(text)?.[1] ?? 0)
}

test('what an event names is in the mirror without a crawl', async () => {
  const name = uniqueName('told')
  await writer().post('/registered-models/create', { name })
  expect(await mirrored(name)).toBe(0)
  const body = { entity: 'registered_model', action: 'created', timestamp: 'x', data: { name } }
  expect(await deliver(door, { secret, body })).toEqual({ status: 202, text: '' })
  expect(
    await pollUntil(
      async () => (await mirrored(name)) === 1,
      10_000,
      () => false,
    ),
  ).toBe(true)
})

test('what an event says is not believed: the tool is asked', async () => {
  const name = uniqueName('never-made')
  const body = { entity: 'model_version', action: 'created', timestamp: 'x', data: { name, version: '1', run_id: 'x' } }
  const reads = proxy.requests.length
  expect((await deliver(door, { secret, body })).status).toBe(202)
  expect(
    await pollUntil(
      async () => proxy.requests.length > reads,
      10_000,
      () => false,
    ),
  ).toBe(true)
  expect(await mirrored(name)).toBe(0)
})

test('a delivery that comes again is answered as before and read no more', async () => {
  const delivery = { secret, id: randomUUID(), body: aliasEvent(seeded.model.name, 'champion', '1') }
  const before = await counted('replayed')
  const replies = [await deliver(door, delivery), await deliver(door, delivery), await deliver(door, delivery)]
  expect(replies.map(({ status }) => status)).toEqual([202, 202, 202])
  expect(await counted('replayed')).toBe(before + 2)
})

test('a thousand events of a moment become few reads', async () => {
  const { name } = seeded.model
  proxy.requests.length = 0
  const bodies = Array.from({ length: 1_000 }, (_, at) => aliasEvent(name, `alias-${at}`, String((at % 2) + 1)))
  const replies = await Promise.all(bodies.map((body) => deliver(door, { secret, body })))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]))
  const alone = uniqueName('last')
  await writer().post('/registered-models/create', { name: alone })
  await deliver(door, { secret, body: { entity: 'registered_model', action: 'created', data: { name: alone } } })
  expect(
    await pollUntil(
      async () => (await mirrored(alone)) === 1,
      20_000,
      () => false,
    ),
  ).toBe(true)
  expect(proxy.requests.length).toBeLessThan(250)
})

describe('refused alike, with nothing of the request in the answer, is', () => {
  const body = aliasEvent('some-model', 'champion', '1')
  const cases: readonly (readonly [string, string, Partial<Parameters<typeof deliver>[1]>])[] = [
    ['an unknown source', '/hooks/mlflow/nowhere', {}],
    ['a source of another kind', '/hooks/mlflow/__proto__', {}],
    ['another secret', '/hooks/mlflow/tracking', { secret: 'guessed' }],
    ['no signature', '/hooks/mlflow/tracking', { headers: { 'x-mlflow-signature': '' } }],
    ['another body', '/hooks/mlflow/tracking', { sent: JSON.stringify(aliasEvent('other-model', 'champion', '1')) }],
    ['a body with a blank more', '/hooks/mlflow/tracking', { sent: `${JSON.stringify(body)} ` }],
    ['another delivery id', '/hooks/mlflow/tracking', { headers: { 'x-mlflow-delivery-id': randomUUID() } }],
    ['a time long past', '/hooks/mlflow/tracking', { at: Date.now() - 3_600_000 }],
    ['a time to come', '/hooks/mlflow/tracking', { at: Date.now() + 3_600_000 }],
  ]
  test.each(cases)('%s', async (_what, path, more) => {
    const reply = await deliver(`${gateway.url}${path}`, { secret, body, ...more })
    expect(reply.status).toBe(401)
    expect(JSON.parse(reply.text)).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
    })
    expect(reply.text).not.toMatch(/some-model|tracking|nowhere|signature .* of/)
  })
})

describe('signed nonsense does no harm:', () => {
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, 'v']))
  test.each([
    ['no JSON', Buffer.from('{"entity":'), 400],
    ['JSON that is no object', Buffer.from('[1]'), 400],
    ['nothing', Buffer.alloc(0), 400],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 400],
    ['data of another type', Buffer.from('{"entity":"model_version","action":"created","data":"x"}'), 400],
    ['an event that is not known', { entity: 'galaxy', action: 'formed', data: {} }, 202],
    ['a name of another type', { entity: 'registered_model', action: 'created', data: { name: { $ne: 1 } } }, 202],
    [
      'a version that is no number',
      { entity: 'model_version', action: 'x', data: { name: 'a', version: '../1' } },
      202,
    ],
    ['a prompt', { entity: 'prompt_version', action: 'created', data: { name: 'a', version: '1' } }, 202],
    [
      'a name of odd characters',
      { entity: 'registered_model', action: 'created', data: { name: "'; --\0\uD800" } },
      202,
    ],
    ['many members', { entity: 'registered_model', action: 'created', data: { name: 'a', tags: many } }, 202],
  ])('%s', async (_what, body, status) => {
    expect((await deliver(door, { secret, body })).status).toBe(status)
  })

  test('a body that is too long is not read to its end', async () => {
    const reply = await deliver(door, {
      secret,
      body: { entity: 'x', action: 'x', data: { long: 'x'.repeat(300_000) } },
    })
    expect(reply.status).toBe(413)
    expect(JSON.parse(reply.text).errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  test('other methods lead nowhere', async () => {
    expect((await gateway.get('/hooks/mlflow/tracking')).status).toBe(404)
  })
})

test('a delivery is remembered over a restart and by every replica', async () => {
  const directory = gateway.directory
  const delivery = { secret, id: randomUUID(), body: aliasEvent(seeded.model.name, 'champion', '1') }
  expect((await deliver(door, delivery)).status).toBe(202)
  const other = await startGateway({
    directory,
    sources: [{ ...mlflowSource(), url: proxy.url, webhooks: { secret } }],
    config: { sync: { intervalMs: 600_000 } },
  })
  expect((await deliver(`${other.url}/hooks/mlflow/tracking`, delivery)).status).toBe(202)
  const text = (await other.get('/metrics', { token: await other.tokenOf('reader', 'administrator') })).bytes.toString()
  expect(text).toContain('modelwarden_hook_deliveries_total{source="tracking",outcome="replayed"} 1')
})

test('an address that guesses is stopped before anything of it is read', async () => {
  const small = await startGateway({
    sources: [{ ...mlflowSource(), webhooks: { secret } }],
    config: { limits: { costPerMinute: 500, costPerRequest: 500 }, sync: { intervalMs: 600_000 } },
  })
  const guess = async () => (await deliver(`${small.url}/hooks/mlflow/tracking`, { secret: 'guess', body: {} })).status
  const statuses: number[] = []
  for (let round = 0; round < 10; round += 1) statuses.push(await guess())
  expect(statuses.slice(0, 3)).toEqual([401, 401, 401])
  expect(statuses.slice(7)).toContain(429)
})
