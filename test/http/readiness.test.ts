import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startPostgres } from '../../tools/launch/postgres.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { startGateway } from '../support/in-process-gateway.ts'
import { freshPostgresUrl, ownTool, temporaryFolder } from '../support/tools.ts'

const secret = 'only-for-tests-only-for-tests-only-for-tests'

function readinessOf({ server }: Awaited<ReturnType<typeof startGateway>>) {
  return async () => {
    const answer = await server.inject({ url: '/health/ready' })
    return [answer.statusCode, answer.json()]
  }
}

test('a store that is lost while serving makes the gateway unready with a code, and its return ready again', async () => {
  const dataDir = temporaryFolder('postgres')
  const postgres = await ownTool(startPostgres({ dataDir }))
  const gateway = await startGateway({ store: { url: postgres.url }, server: { secret } })
  const readiness = readinessOf(gateway)
  expect(await readiness()).toEqual([200, { status: 'ready' }])
  await postgres.stop()
  expect(await readiness()).toEqual([503, { status: 'unavailable' }])
  expect((await gateway.server.inject({ url: '/health/live' })).statusCode).toBe(200)
  // Who asks is read from the store, so nothing can be answered, and nobody is told that a good token is bad.
  const refused = await gateway.query('{ viewer { name } }')
  expect([refused.status, refused.body.errors[0].extensions]).toMatchObject([
    503,
    { code: 'INTERNAL_SERVER_ERROR', retryable: true, errorId: expect.any(String) },
  ])
  expect(JSON.stringify(refused.body)).not.toMatch(/postgres|ECONNREFUSED|127\.0\.0\.1/i)
  const withToken = await gateway.server.inject({ url: '/health/ready', headers: gateway.authorization() })
  expect([withToken.statusCode, withToken.json()]).toEqual([503, { status: 'unavailable' }])
  await ownTool(startPostgres({ dataDir, port: postgres.port }))
  await expect.poll(readiness, { timeout: 20_000 }).toEqual([200, { status: 'ready' }])
  expect((await gateway.query('{ viewer { name } }')).status).toBe(200)
})

test('a store that does not answer is unready within the time of a probe', async () => {
  const url = await freshPostgresUrl()
  const gateway = await startGateway({ store: { url }, server: { secret } })
  const other = new Client({ connectionString: url })
  await other.connect()
  await other.query('begin; lock table token in access exclusive mode')
  expect(await readinessOf(gateway)()).toEqual([503, { status: 'unavailable' }])
  await other.query('rollback')
  await other.end()
  expect(await readinessOf(gateway)()).toEqual([200, { status: 'ready' }])
})

test('without Redis the gateway is degraded and takes traffic, and limits still hold', async () => {
  const redis = await ownTool(startRedis({ dataDir: temporaryFolder('redis') }))
  const gateway = await startGateway({ cache: { url: redis.url }, limits: { costPerMinute: 20 } })
  const readiness = readinessOf(gateway)
  await expect.poll(readiness, { timeout: 20_000 }).toEqual([200, { status: 'ready' }])
  await redis.stop()
  const list = '{ models(first: 15) { nodes { id } } }'
  expect((await gateway.query(list)).status).toBe(200)
  expect((await gateway.query(list)).status).toBe(429)
  await expect.poll(readiness, { timeout: 20_000 }).toEqual([200, { status: 'degraded' }])
  const told = await gateway.server.inject({ url: '/health/ready', headers: gateway.authorization() })
  expect(told.json().dependencies).toContainEqual({
    name: 'cache',
    kind: 'cache',
    state: 'DOWN',
    isRequired: false,
    error: expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }),
  })
})
