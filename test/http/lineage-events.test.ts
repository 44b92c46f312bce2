import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { dataset, facet, minute, runEvent } from '../ingest/events.ts'
import { startGateway } from '../support/in-process-gateway.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
let sender: string
beforeAll(async () => {
  gateway = await startGateway({ limits: { costPerMinute: 1_000_000 } })
  sender = (await tokenOf('spark', 'lineage-sender')).token
})

const tokenOf = (principalName: string, role: 'lineage-sender' | 'data-scientist') =>
  gateway.tokens.create({ principalName, roles: [role], lifetimeMs: null })

interface Posting {
  readonly path?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function post(
  payload: string | Buffer,
  { path = '/api/v1/lineage', token = sender, headers = {} }: Posting = {},
) {
  const answer = await gateway.server.inject({
    method: 'POST',
    url: path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    payload,
  })
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Answer, headers: answer.headers }
}

interface Answer {
  readonly status?: string
  readonly summary?: Readonly<Record<string, number>>
  readonly failed_events?: readonly Readonly<Record<string, unknown>>[]
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[]
}

const good = runEvent({
  at: minute(0),
  inputs: [dataset('s3://raw', 'orders')],
  outputs: [dataset('s3://lake', 'clean')],
})
const send = (body: unknown, posting?: Posting) => post(JSON.stringify(body), posting)
const without = (key: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))
const withFacets = (facets: Readonly<Record<string, unknown>>) => ({
  ...good,
  inputs: [dataset('s3://raw', 'orders', facets)],
})

async function countOf(name: string): Promise<number> {
  const { body } = await gateway.query(`{ datasets(filter: { nameContains: "${name}" }) { nodes { name } } }`)
  return body.data.datasets.nodes.length
}

const hostile: readonly (readonly [string, unknown, string])[] = [
  ['no object', [], ''],
  ['no time', without('eventTime'), '/eventTime'],
  ['a day without a time', { ...good, eventTime: '2026-03-03' }, '/eventTime'],
  ['a time without an offset', { ...good, eventTime: '2026-03-03T09:00:00' }, '/eventTime'],
  ['a number for a time', { ...good, eventTime: 12 }, '/eventTime'],
  ['a time to come', { ...good, eventTime: '2999-01-01T00:00:00Z' }, '/eventTime'],
  ['no producer', without('producer'), '/producer'],
  ['no schema', without('schemaURL'), '/schemaURL'],
  ['no job', without('job'), '/job'],
  ['no run', without('run'), '/run'],
  ['a run without an id', { ...good, run: {} }, '/run/runId'],
  ['a type that there is not', { ...good, eventType: 'DONE' }, '/eventType'],
  ['a text for inputs', { ...good, inputs: 'orders' }, '/inputs'],
  ['a text for an input', { ...good, inputs: ['orders'] }, '/inputs/0'],
  ['an input without a name', { ...good, inputs: [{ namespace: 's3://raw' }] }, '/inputs/0/name'],
  ['a name of two lines', { ...good, inputs: [dataset('s3://raw', 'a\nb')] }, '/inputs/0/name'],
  ['half a character', { ...good, outputs: [dataset('s3://raw', 'a\ud800')] }, '/outputs/0/name'],
  ['a namespace that is a pattern', { ...good, job: { namespace: 'air*', name: 'x' } }, '/job/namespace'],
  ['a name of a megabyte', { ...good, job: { namespace: 'airflow', name: 'x'.repeat(1_000_000) } }, '/job/name'],
  ['columns that are none', withFacets({ schema: facet({ fields: { id: 'int' } }) }), '/inputs/0/facets/schema/fields'],
  [
    'a number for a column',
    withFacets({ schema: facet({ fields: [{ name: 1 }] }) }),
    '/inputs/0/facets/schema/fields/0/name',
  ],
  ['a list for facets', { ...good, run: { runId: 'r', facets: [] } }, '/run/facets'],
  ['a text for a facet', withFacets({ schema: 'id int' }), '/inputs/0/facets/schema'],
  [
    'more inputs than anybody has',
    { ...good, inputs: Array.from({ length: 1_001 }, () => dataset('a', 'b')) },
    '/inputs',
  ],
  [
    'a thousand facets',
    withFacets(Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`f${at}`, {}]))),
    '/inputs/0/facets',
  ],
  ['a dataset beside a job', { ...good, dataset: dataset('a', 'b') }, '/dataset'],
  [
    'an owner without a name',
    withFacets({ ownership: facet({ owners: [{}] }) }),
    '/inputs/0/facets/ownership/owners/0/name',
  ],
  [
    'a parent without a job',
    { ...good, run: { runId: 'r', facets: { parent: facet({ run: { runId: 'p' } }) } } },
    '/run/facets/parent/job',
  ],
  [
    'a key like a path',
    withFacets({ columnLineage: facet({ fields: { 'a/b~c': { inputFields: [{}] } } }) }),
    '/inputs/0/facets/columnLineage/fields/a~1b~0c/inputFields/0/namespace',
  ],
]

describe('an event that nobody should send', () => {
  test.each(hostile)('%s is refused, and the answer names the field', async (_name, body, field) => {
    const { status, body: answer } = await send(body)
    expect([status, answer.errors?.[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT', field }])
  })

  test('leaves nothing, not even of its sound parts', async () => {
    await send({ ...good, inputs: [dataset('s3://raw', 'untouched')], outputs: [{ namespace: 's3://raw' }] })
    expect(await countOf('untouched')).toBe(0)
    await send(good)
    expect(await countOf('orders')).toBe(1)
  })

  test('is told what a million facets cost it, by their number', async () => {
    const facets = Object.fromEntries(Array.from({ length: 300_000 }, (_, at) => [`f${at}`, 0]))
    const { status, body } = await send(withFacets(facets))
    expect([status, body.errors?.[0]?.message]).toEqual([400, expect.stringContaining('has 300000')])
  })
})

describe('a body', () => {
  const text = JSON.stringify(good)
  test.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
    ['GZIP', gzipSync(text)],
  ])('is taken as %s', async (coding, payload) => {
    expect(await post(payload, { headers: { 'content-encoding': coding } })).toMatchObject({ status: 201 })
  })

  test.each([['zstd'], ['gzip, gzip'], ['constructor'], ['aes128gcm']])('is refused as %s', async (coding) => {
    const { status, headers } = await post(text, { headers: { 'content-encoding': coding } })
    expect([status, headers['accept-encoding']]).toEqual([415, 'gzip, deflate, br, identity'])
  })

  test.each([
    ['a form', 'text/plain', text, 415],
    ['no JSON', 'application/json', '{', 400],
    ['empty', 'application/json', '', 400],
    ['deeper than any event', 'application/json', `${'['.repeat(70)}${']'.repeat(70)}`, 400],
  ])('that is %s is refused', async (_name, type, payload, expected) => {
    const { status } = await post(payload, { headers: { 'content-type': type } })
    expect(status).toBe(expected)
  })

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['deflate', (bytes: Buffer) => deflateSync(bytes)],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes)],
    ['identity', (bytes: Buffer) => bytes],
  ])('is refused beyond five mebibytes of what comes out of %s', async (coding, encode) => {
    const spaces = (count: number) => encode(Buffer.concat([Buffer.from(text), Buffer.alloc(count, ' ')]))
    const room = 5 * 1_048_576 - Buffer.byteLength(text)
    const headers = { 'content-encoding': coding }
    expect((await post(spaces(room), { headers })).status).toBe(201)
    expect((await post(spaces(room + 1), { headers })).status).toBe(413)
  })

  test('that would expand to a gigabyte costs neither the time nor the memory of it', async () => {
    const layer = gzipSync(Buffer.alloc(64 * 1_048_576))
    const bomb = Buffer.concat(Array.from({ length: 16 }, () => layer))
    const before = process.memoryUsage().arrayBuffers
    expect((await post(bomb, { headers: { 'content-encoding': 'gzip' } })).status).toBe(413)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1_048_576)
  })

  test.each(['gzip', 'deflate', 'br'])('that is no %s is refused', async (coding) => {
    const { status, body } = await post('not compressed', { headers: { 'content-encoding': coding } })
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT'])
  })
})

describe('a batch', () => {
  const batch = { path: '/api/v1/lineage/batch' }
  test('takes what is sound and tells what is not, by its place', async () => {
    const { status, body } = await send([good, { ...good, eventTime: 'soon' }, good], batch)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'partial_success',
      summary: { received: 3, successful: 2, failed: 1, retriable: 0, non_retriable: 1 },
      failed_events: [{ index: 1, code: 'BAD_USER_INPUT', field: '/eventTime', retriable: false }],
    })
  })

  test('of nothing is taken', async () => {
    expect(await send([], batch)).toMatchObject({ status: 200, body: { status: 'success' } })
  })

  test('that is no list, or too long, is refused whole', async () => {
    expect((await send(good, batch)).status).toBe(400)
    expect(
      (
        await send(
          Array.from({ length: 1_001 }, () => 1),
          batch,
        )
      ).status,
    ).toBe(413)
  })
})

describe('a sender', () => {
  test('needs a token', async () => {
    expect((await post('{}', { token: 'mw_nobody' })).status).toBe(401)
  })

  test('needs the right on every namespace that the event speaks of', async () => {
    const { token } = await tokenOf('reader', 'data-scientist')
    const { status, body } = await send(good, { token })
    expect([status, body.errors?.[0]?.extensions]).toEqual([403, { code: 'FORBIDDEN', namespace: 'airflow' }])
  })
})
