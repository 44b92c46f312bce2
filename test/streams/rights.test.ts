import { expect, test } from 'vitest'
import { auditedGateway } from '../api/auditor.ts'
import { grantAs, personOf, revokeMutation } from '../api/stewards.ts'
import { listenSse, loggedInSocket, type Result, tokensMade } from './listen.ts'

const gateway = await auditedGateway()
const { url } = gateway
const { tokens } = gateway.gateway
const make = (principalName: string, more: object = {}) =>
  tokens.create({ principalName, roles: ['auditor'], lifetimeMs: null, ...more })
const marked = { query: tokensMade, variables: { marks: true } }
const idOf = (result: Result) => result.data.auditEventAppended.event.resource.key

test('a token that is revoked ends the streams opened with it, by a code, and no event comes after', async () => {
  const { token, row } = await make('eve')
  const stream = await listenSse(url, marked, { token })
  const socket = await loggedInSocket(url, token)
  socket.send({ id: 'one', type: 'subscribe', payload: marked })
  await stream.next()
  expect(await socket.next()).toMatchObject({ type: 'next', id: 'one' })
  expect(await tokens.revoke(row.id)).toBe(true)
  await make('unheard')
  const unauthenticated = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }
  expect(await stream.next()).toMatchObject(unauthenticated)
  expect(await stream.next()).toBeUndefined()
  expect(await socket.next()).toMatchObject({ type: 'next', id: 'one', payload: unauthenticated })
  expect(await socket.closed).toBe(4401)
})

test('a token that ends while nothing happens ends its stream all the same', async () => {
  const { token } = await make('mayfly', { lifetimeMs: 2_000 })
  const stream = await listenSse(url, marked, { token })
  await stream.next()
  expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
})

test('what the caller may not see is not sent, and what it may see again is', async () => {
  const { token } = await tokens.create({ principalName: 'reader', roles: ['viewer'], lifetimeMs: null })
  const ann = await personOf(gateway, 'ann', 'policy-steward', 'viewer')
  const id = (await gateway.read<Result>('{ viewer { id } }', {}, { token })).viewer.id
  const grantIt = () =>
    grantAs(ann, {
      holder: { type: 'USER', id },
      role: 'AUDITOR',
      scope: { type: 'ORGANIZATION' },
      reason: 'They look into something.',
    })
  const grant = await grantIt()
  const stream = await listenSse(url, marked, { token })
  await stream.next()
  await make('seen')
  expect((await stream.next()).data.auditEventAppended.event).not.toBeNull()
  await ann.read(revokeMutation, { input: { id: grant.id } })
  await make('hidden')
  // A mark beyond it: what was hidden was passed over, and is not sent later.
  expect((await stream.next()).data.auditEventAppended.event).toBeNull()
  await grantIt()
  const seen = (await make('seen again')).row.id
  expect(idOf(await stream.next())).toBe(seen)
  stream.stop()
})
