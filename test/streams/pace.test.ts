import { expect, test } from 'vitest'
import { auditedGateway } from '../api/auditor.ts'
import { listenSse, type Result } from './listen.ts'

const query = `subscription ($after: String) { auditEventAppended(filter: { type: "gov.token.created.v1" }, after: $after, marks: true) {
  cursor event { resource { key } actor { name } event details } } }`
const keyOf = (result: Result) => result.data.auditEventAppended.event.resource.key

test('a stream whose budget is used up waits for room, and skips nothing', async () => {
  const { url, gateway, auditor } = await auditedGateway({ limits: { costPerMinute: 120 } })
  const stream = await listenSse(url, { query }, { token: auditor })
  const [{ extensions }]: [Result] = [await stream.next()]
  const count = Math.floor(extensions.cost.remaining / extensions.cost.requested) + 3
  const made: string[] = []
  while (made.length < count)
    made.push((await gateway.tokens.create({ principalName: 'x', roles: ['viewer'], lifetimeMs: null })).row.id)
  const heard: Result[] = []
  while (heard.length < count) heard.push(await stream.next())
  expect(heard.map(keyOf)).toEqual(made)
  expect(Math.min(...heard.map((result) => result.extensions.cost.remaining))).toBeLessThan(extensions.cost.requested)
  stream.stop()
})

test('a reader that takes its time holds up nobody, and gets everything in order once it reads', async () => {
  const { url, gateway, auditor } = await auditedGateway()
  const [slow, quick] = [
    await listenSse(url, { query }, { token: auditor }),
    await listenSse(url, { query }, { token: auditor }),
  ]
  await quick.next()
  const made: string[] = []
  const heard: string[] = []
  while (made.length < 300) {
    made.push((await gateway.tokens.create({ principalName: 'x', roles: ['viewer'], lifetimeMs: null })).row.id)
    heard.push(keyOf(await quick.next()))
  }
  expect(heard).toEqual(made)
  await slow.next()
  const late: string[] = []
  while (late.length < made.length) late.push(keyOf(await slow.next()))
  expect(late).toEqual(made)
})
