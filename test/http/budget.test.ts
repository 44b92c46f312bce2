import { expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

test('every answer tells its cost, and the field tells the same', async () => {
  const gateway = await startGateway()
  const { body } = await gateway.query(
    '{ rateLimit { cost limit remaining requestLimit resetAt } models(first: 7) { nodes { id } } }',
  )
  expect(body.extensions.cost).toMatchObject({ requested: 8, limit: 20_000, remaining: 19_992 })
  expect(body.data.rateLimit).toMatchObject({ cost: 8, limit: 20_000, remaining: 19_992, requestLimit: 2_000 })
  expect(body.data.rateLimit.resetAt).toMatch(/^\d{4}-.*Z$/)
  const invalid = await gateway.query('{ nope }')
  expect(invalid.body.extensions.cost.remaining).toBeLessThan(20_000)
})

test('a caller over its budget is told when to come back, and others are not held up', async () => {
  const gateway = await startGateway({ limits: { costPerMinute: 30 } })
  const list = '{ models(first: 20) { nodes { id } } }'
  expect((await gateway.query(list)).status).toBe(200)
  const refused = await gateway.query(list)
  expect(refused.status).toBe(429)
  expect(refused.body.errors[0].extensions).toMatchObject({
    code: 'RATE_LIMITED',
    limit: 30,
    retryAfterMs: expect.any(Number),
  })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect((await gateway.query(list, { role: 'viewer' })).status).toBe(200)
})
