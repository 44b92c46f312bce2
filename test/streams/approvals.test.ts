import { expect, test } from 'vitest'
import { approvalWorld } from '../e2e/approval-world.ts'
import { listenSse, type Result, type SseStream } from './listen.ts'

const world = await approvalWorld()
const { dana, rita, bo, version, settles, url, gateway } = world
const tokenOf = async (principalName: string, role: 'data-scientist' | 'policy-steward' | 'viewer') =>
  (await gateway.tokens.create({ principalName, roles: [role], lifetimeMs: null })).token

const query = `subscription ($id: ID, $environment: String, $after: String) {
  approvalChanged(id: $id, environment: $environment, after: $after, marks: true) {
    cursor type state revision request { id state requester { name } versionRef } } }`
const listen = (token: string, variables: object = {}) =>
  listenSse(url, { query, variables: { ...variables } }, { token })
const changeOf = (result: Result) => result.data.approvalChanged
/** Results up to the one of a type. */
const until = async (stream: SseStream, type: string) => {
  const seen: Result[] = []
  while (seen.at(-1)?.type !== type) {
    const change = changeOf(await stream.next())
    if (change.type !== null) seen.push(change)
  }
  return seen
}
const ask = async (number: number) =>
  (await dana.does('requestApproval', { environment: 'production', reason: 'It is better.', ref: version(number) }))
    .request

test('whoever sees the model is told of each step of a request, in order, and whoever does not of none', {
  timeout: 240_000,
}, async () => {
  const [viewer, stranger] = await Promise.all([tokenOf('viewer', 'viewer'), tokenOf('stranger', 'policy-steward')])
  const [seeing, blind] = [await listen(viewer), await listen(stranger)]
  const elsewhere = await listen(viewer, { environment: 'staging' })
  const opened = await Promise.all([seeing, blind, elsewhere].map((stream) => stream.next()))
  expect(opened.map(changeOf)).toMatchObject([{ request: null }, { request: null }, { request: null }])
  const request = await ask(3)
  for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  await settles(request.id, 'COMPLETED')
  const seen = await until(seeing, 'gov.approval.completed.v1')
  expect(seen.map(({ type }) => type.split('.')[2])).toEqual(
    expect.arrayContaining(['submitted', 'reviewed', 'approved', 'completed']),
  )
  expect(new Set(seen.map((change) => change.request.id))).toEqual(new Set([request.id]))
  expect(seen.map(({ revision }) => revision)).toEqual(seen.map(({ revision }) => revision).toSorted((a, b) => a - b))
  expect(seen[0]).toMatchObject({ state: 'DRAFT', request: { requester: { name: 'dana' }, versionRef: version(3) } })
  expect(seen.at(-1)).toMatchObject({ state: 'COMPLETED', request: { state: 'COMPLETED' } })
  // What comes next for the others is a mark, by which all of that was passed over.
  expect(changeOf(await blind.next())).toMatchObject({ type: null, request: null })
  expect(changeOf(await elsewhere.next())).toMatchObject({ type: null, request: null })

  // From any of its events on, the same follows again.
  const again = await listen(viewer, { after: seen[1].cursor, id: request.id })
  const rest = await until(again, 'gov.approval.completed.v1')
  expect(rest.map(({ cursor, type }) => [cursor, type])).toEqual(
    seen.slice(2).map(({ cursor, type }) => [cursor, type]),
  )
  for (const stream of [seeing, blind, elsewhere, again]) stream.stop()
})

test('a request that the caller does not see is not followed', async () => {
  const request = await ask(4)
  const refused = await listen(await tokenOf('stranger', 'policy-steward'), { id: request.id })
  expect([refused.status, refused.refusal.errors[0].extensions.code]).toEqual([404, 'NOT_FOUND'])
})
