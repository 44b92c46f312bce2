import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { startRedis } from '../../tools/launch/redis.ts'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, sharedTools, temporaryFolder } from '../support/tools.ts'

const query = `query ($run: String!, $name: String!) {
  run(ref: $run) { status params { key value } metrics { key text } tags { key value } }
  models(filter: { nameContains: $name }) { nodes { name aliases { alias version } versions { nodes { version run { name status } } } } }
}`

test('Redis that is stopped, restarted, flushed or filled with foreign values changes no answer', async () => {
  const dataDir = temporaryFolder('redis')
  const redis = await ownTool(startRedis({ dataDir }))
  const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
  const gateway = await startGateway({ sources: [mlflowSource()], config: { cache: { url: redis.url } } })
  await gateway.caughtUp('tracking')
  const readiness = async () => {
    const health: { readonly status: string } = JSON.parse((await gateway.get('/health/ready')).bytes.toString())
    return health.status
  }
  const ask = () => gateway.read(query, { run: `runs:/${seeded.children[0].runId}`, name: seeded.model.name })

  const first = await ask()
  expect(await ask()).toEqual(first)
  const client = new Redis(redis.url)
  const keys = await client.keys('*')
  expect(keys.length).toBeGreaterThan(0)

  for (const key of keys) {
    // Budgets are kept as another type; whoever can write to Redis can spoil those as well.
    await client.del(key)
    await client.set(key, '{"observedAt":1,"value":"forged"}')
  }
  expect(await ask()).toEqual(first)
  await client.flushall()
  expect(await ask()).toEqual(first)
  client.disconnect()

  await redis.stop()
  expect(await ask()).toEqual(first)
  await expect.poll(readiness, { timeout: 20_000 }).toBe('degraded')
  expect(await ask()).toEqual(first)

  await ownTool(startRedis({ dataDir, port: redis.port }))
  expect(await ask()).toEqual(first)
  await expect.poll(readiness, { timeout: 20_000 }).toBe('ready')
  expect(await ask()).toEqual(first)
})
