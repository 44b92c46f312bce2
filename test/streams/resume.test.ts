import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { temporaryFolder } from '../support/tools.ts'
import { listenSse, openSocket, type Result, tokensMade } from './listen.ts'

const directory = temporaryFolder('streams')
const start = (port = 0) => startGateway({ sources: [], directory, config: { server: { port } } })
const makeTokens = async ({ gateway }: TestGateway, count: number) => {
  const ids: string[] = []
  for (let made = 0; made < count; made += 1)
    ids.push((await gateway.tokens.create({ principalName: 'somebody', roles: ['viewer'], lifetimeMs: null })).row.id)
  return ids
}
const eventOf = (result: Result) => result.data.auditEventAppended
const auditorOf = async ({ gateway }: TestGateway) =>
  (await gateway.tokens.create({ principalName: 'auditor', roles: ['auditor'], lifetimeMs: null })).token

test('whoever goes on after a cursor misses nothing and is told nothing twice, whatever was in between', async () => {
  const before = await start()
  const token = await auditorOf(before)
  const first = await listenSse(before.url, { query: tokensMade, variables: { marks: true } }, { token })
  const { cursor: beginning } = eventOf(await first.next())
  const made = await makeTokens(before, 2)
  const [one, two] = [eventOf(await first.next()), eventOf(await first.next())]
  expect([one, two].map(({ event }) => event.resource.key)).toEqual(made)
  await before.close()
  // A stream that is cut off says so, and does not end as one that is complete.
  expect(await first.next()).toBeUndefined()
  expect(first.text()).toContain(': closing SERVICE_RESTART')
  expect(first.text()).not.toContain('event: complete')

  const after = await start()
  const later = await makeTokens(after, 3)
  const heard = async (cursor: string, count: number) => {
    const stream = await listenSse(after.url, { query: tokensMade, variables: { after: cursor } }, { token })
    const ids: string[] = []
    while (ids.length < count) ids.push(eventOf(await stream.next()).event.resource.key)
    stream.stop()
    return ids
  }
  // The first is the token that every gateway of a test starts with.
  expect((await heard(two.cursor, 4)).slice(1)).toEqual(later)
  const all = await heard(beginning, 6)
  expect(all.slice(0, 2)).toEqual(made)
  expect(all.slice(-3)).toEqual(later)
  expect(new Set(all).size).toBe(6)
  // A cursor belongs to whoever it was given to, and to its stream.
  const stranger = await auditorOf(after)
  const mine = await listenSse(
    after.url,
    { query: tokensMade, variables: { after: two.cursor } },
    { token: after.token },
  )
  expect(mine.refusal.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  const other = 'subscription ($after: String) { approvalChanged(after: $after) { cursor } }'
  const foreign = await listenSse(after.url, { query: other, variables: { after: two.cursor } }, { token: stranger })
  expect(foreign.refusal.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  await after.close()
})

test('clients that keep the last cursor in their variables come back by themselves and go on where they were', async () => {
  const before = await start()
  const port = Number(new URL(before.url).port)
  const token = await auditorOf(before)
  const authorization = `Bearer ${token}`
  const soon = () => Promise.resolve()
  const sse = createSseClient({
    url: `${before.url}/graphql/stream`,
    headers: { authorization },
    retryAttempts: 1_000,
    retry: soon,
  })
  const ws = createWsClient({
    url: `${before.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 1_000,
    retryWait: soon,
    shouldRetry: () => true,
  })
  const follow = (client: typeof sse | typeof ws) => {
    const asked: { query: string; variables: Record<string, unknown> } = {
      query: tokensMade,
      variables: { marks: true },
    }
    const results = client.iterate(asked)
    return async (): Promise<string | null> => {
      const { cursor, event } = eventOf((await results.next()).value)
      asked.variables['after'] = cursor
      return event?.resource.key ?? null
    }
  }
  const readers = [follow(sse), follow(ws)]
  await Promise.all(readers.map((next) => next()))
  const [made = ''] = await makeTokens(before, 1)
  expect(await Promise.all(readers.map((next) => next()))).toEqual([made, made])
  await before.close()
  const after = await start(port)
  const later = await makeTokens(after, 2)
  for (const next of readers) {
    const heard: string[] = []
    while (!heard.includes(later[1] ?? '')) {
      const id = await next()
      if (id !== null) heard.push(id)
    }
    expect(heard.slice(-2)).toEqual(later)
    expect(heard).not.toContain(made)
    expect(new Set(heard).size).toBe(heard.length)
  }
  sse.dispose()
  await ws.dispose()
  await after.close()
})

test('a gateway that stops closes its sockets by a code on which clients come back', async () => {
  const gateway = await start()
  const socket = await openSocket(gateway.url)
  const closing = gateway.close()
  expect(await socket.closed).toBe(1012)
  await closing
})
