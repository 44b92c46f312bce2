import { Agent, Pool } from 'undici'
import { expect, test } from 'vitest'
import { firstRoles } from '../../src/access/index.ts'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { afterFile } from '../support/tools.ts'

const gateway = await startGateway({ sources: [mlflowSource()], config: { limits: { costPerMinute: 2_000 } } })

test('callers that ask at the same time are each answered as themselves', async () => {
  const names = Array.from({ length: 12 }, (_item, index) => `person-${index}`)
  const people = await Promise.all(
    names.map(async (name, index) => ({
      name,
      token: await gateway.tokenOf(name, index % 2 === 0 ? 'viewer' : 'administrator'),
    })),
  )
  const asked = people.flatMap((person) => [person, person, person])
  const answers = await Promise.all(
    asked.map(({ token }) =>
      gateway.ask<{ viewer: { name: string; roles: string[] } }>('{ viewer { name roles } }', {}, { token }),
    ),
  )
  expect(answers.map(({ data }) => data?.viewer.name)).toEqual(asked.map(({ name }) => name))
  const roles = asked.map(({ name }) => (Number(name.slice('person-'.length)) % 2 === 0 ? ['viewer'] : [...firstRoles]))
  expect(answers.map(({ data }) => data?.viewer.roles)).toEqual(roles)
})

test('each person has a budget of their own, whatever token they use', async () => {
  const tokens = [await gateway.tokenOf('ada', 'viewer'), await gateway.tokenOf('ada', 'viewer')]
  const query = '{ models(first: 100) { nodes { name } } rateLimit { remaining } }'
  const remaining: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    const token = tokens[turn % 2] ?? null
    const { data } = await gateway.ask<{ rateLimit: { remaining: number } }>(query, {}, { token })
    if (data !== null) remaining.push(data.rateLimit.remaining)
  }
  expect(remaining).toEqual(remaining.toSorted((a, b) => b - a))
  const bob = await gateway.tokenOf('bob', 'viewer')
  const { data } = await gateway.ask<{ rateLimit: { remaining: number } }>(query, {}, { token: bob })
  expect(data?.rateLimit.remaining).toBeGreaterThan(remaining.at(-1) ?? 0)
})

test('a token that is revoked between two requests on one open connection is refused at the second', async () => {
  const made = await gateway.gateway.tokens.create({ principalName: 'eve', roles: ['viewer'], lifetimeMs: null })
  let connections = 0
  const pool = new Agent({ connections: 1, factory: (origin, options) => new Pool(origin, options) })
  pool.on('connect', () => {
    connections += 1
  })
  afterFile(() => pool.close())
  const ask = async () => {
    const reply = await pool.request({
      origin: gateway.url,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${made.token}` },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    })
    return [reply.statusCode, await reply.body.text()] as const
  }
  const [before, text] = await ask()
  expect([before, JSON.parse(text)]).toMatchObject([200, { data: { viewer: { name: 'eve' } } }])
  expect(await gateway.gateway.tokens.revoke(made.row.id)).toBe(true)
  const [after, refusal] = await ask()
  expect([after, JSON.parse(refusal)]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
  expect(connections).toBe(1)
})
