import { expect, test } from 'vitest'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { freshPostgresUrl } from '../support/tools.ts'
import { listenSse, type Result, tokensMade } from './listen.ts'

const store = { url: await freshPostgresUrl() }
const secret = 'only-for-tests-only-for-tests-only-for-tests'
const replica = () => startGateway({ sources: [], config: { store, server: { secret } } })
const [left, right] = [await replica(), await replica()]
const { token } = await left.gateway.tokens.create({ principalName: 'auditor', roles: ['auditor'], lifetimeMs: null })
const make = async ({ gateway }: TestGateway) =>
  (await gateway.tokens.create({ principalName: 'somebody', roles: ['viewer'], lifetimeMs: null })).row.id
const asked = (variables: object) => ({ query: tokensMade, variables: { ...variables } })
const placeOf = (result: Result) => result.data.auditEventAppended

test('what any replica commits reaches the streams of all, in one order, and a stream goes on at another replica', async () => {
  const streams = await Promise.all([left, right].map(({ url }) => listenSse(url, asked({ marks: true }), { token })))
  await Promise.all(streams.map((stream) => stream.next()))
  // Both write at once, so that a number may be taken before and committed after another.
  const made = await Promise.all(Array.from({ length: 40 }, (_each, index) => make(index % 2 === 0 ? left : right)))
  const heard: Result[][] = [[], []]
  for (const [at, stream] of streams.entries())
    while ((heard[at]?.length ?? 0) < made.length) heard[at]?.push(placeOf(await stream.next()))
  const ids = heard.map((events) => events.map(({ event }) => event.resource.key))
  expect(ids[0]).toEqual(ids[1])
  expect(ids[0]?.toSorted()).toEqual(made.toSorted())
  const [half] = heard[0]?.slice(19, 20) ?? []
  const resumed = await listenSse(right.url, asked({ after: half.cursor }), { token })
  const rest: string[] = []
  while (rest.length < 20) rest.push(placeOf(await resumed.next()).event.resource.key)
  expect(rest).toEqual(ids[0]?.slice(20))
  for (const stream of [...streams, resumed]) stream.stop()
})

test('a token that is revoked at one replica ends its streams at the other', async () => {
  const { token: brief, row } = await left.gateway.tokens.create({
    principalName: 'eve',
    roles: ['auditor'],
    lifetimeMs: null,
  })
  const stream = await listenSse(right.url, asked({ marks: true }), { token: brief })
  await stream.next()
  await left.gateway.tokens.revoke(row.id)
  expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  expect(await stream.next()).toBeUndefined()
})
