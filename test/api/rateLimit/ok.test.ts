import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { ask } = await startGateway({ sources: [], config: { limits: { costPerMinute: 500, costPerRequest: 200 } } })

interface Budget {
  readonly rateLimit: {
    readonly cost: number
    readonly limit: number
    readonly remaining: number
    readonly requestLimit: number
    readonly resetAt: string
  }
}

test('a request tells what it costs and what is left, the same in data and in extensions', async () => {
  const { data, extensions } = await ask<Budget>('{ rateLimit { cost limit remaining resetAt requestLimit } }')
  expect(data?.rateLimit).toMatchObject({ limit: 500, requestLimit: 200 })
  expect(data?.rateLimit.cost).toBeGreaterThan(0)
  expect(data?.rateLimit.remaining).toBeLessThan(500)
  expect(extensions['cost']).toMatchObject({
    requested: data?.rateLimit.cost,
    limit: 500,
    remaining: data?.rateLimit.remaining,
  })
})

test('a request beyond what one may cost is refused before it is executed, and takes nothing of the budget', async () => {
  const before = await ask<Budget>('{ rateLimit { remaining } }')
  const answer = await ask('{ models(first: 100) { nodes { versions(first: 100) { nodes { id } } } } }')
  expect(answer).toMatchObject({ status: 400, data: null })
  expect(answer.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 200 } }])
  const after = await ask<Budget>('{ rateLimit { remaining } }')
  expect(after.data?.rateLimit.remaining).toBeGreaterThan((before.data?.rateLimit.remaining ?? 0) - 50)
})

test('a caller who has used up the budget is refused with the time to wait, and another caller is not', async () => {
  const gateway = await startGateway({ sources: [], config: { limits: { costPerMinute: 60 } } })
  const ada = { token: await gateway.tokenOf('ada', 'viewer') }
  const query = '{ sources { name sync { stream } } }'
  let answer = await gateway.ask(query, {}, ada)
  for (let count = 0; answer.status === 200 && count < 100; count += 1) answer = await gateway.ask(query, {}, ada)
  expect(answer).toMatchObject({
    status: 429,
    data: null,
    errors: [{ extensions: { code: 'RATE_LIMITED', limit: 60 } }],
  })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect((await gateway.ask(query)).status).toBe(200)
})
