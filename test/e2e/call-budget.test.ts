import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compose, composeMirror } from '../../src/compose.ts'
import { createLogger } from '../../src/telemetry/index.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { runPython } from '../../tools/launch/python.ts'
import { gatewayConfig } from '../support/gateway.ts'
import { afterFile, ownTool, temporaryFolder } from '../support/tools.ts'
import { startToolProxy } from './tool-proxy.ts'

const callsMax = 6

/** A hundred models with ten versions each, made by SQL: over REST they would take a minute. */
async function seededMlflow() {
  const dataDir = temporaryFolder('mlflow')
  const mlflow = await ownTool(startMlflow({ dataDir, release: 'newest' }))
  const seed = join(import.meta.dirname, '..', '..', 'tools', 'bench', 'seed.py')
  const size = ['--runs', '1500', '--models', '100', '--versions', '10', '--datasets', '20']
  await runPython('mlflow', seed, [join(dataDir, 'mlflow.db'), ...size])
  return mlflow
}

interface Answer {
  readonly models: {
    readonly nodes: readonly {
      readonly aliases: readonly unknown[]
      readonly versions: {
        readonly nodes: readonly {
          readonly version: string
          readonly aliases: readonly string[]
          readonly run: {
            readonly status: string
            readonly metrics: readonly unknown[]
            readonly params: readonly unknown[]
          }
        }[]
      }
    }[]
  }
}

const query = `{ models(first: 100) { nodes {
  name description updatedAt aliases { alias version }
  versions(first: 10) { nodes { version status aliases tags { key value } run { runId name status metrics { key value } params { key value } } } }
} } }`

test('100 models with ten versions each, their aliases, runs and metrics take at most 6 calls to MLflow', async () => {
  const mlflow = await seededMlflow()
  const proxy = await startToolProxy(mlflow.url)
  const loaded = await gatewayConfig({
    sources: [{ id: 'tracking', kind: 'mlflow', url: proxy.url }],
    config: { cache: { objectTtlMs: 0 }, limits: { costPerRequest: 100_000, costPerMinute: 10_000_000 } },
  })
  const log = createLogger({ level: 'error', destination: 'stderr' })
  {
    await using mirror = await composeMirror(loaded, { log })
    await mirror.sync('tracking', { full: false })
  }
  // A gateway that does not listen crawls nothing either, so every call that is counted is the query's own.
  const gateway = await compose(loaded, { log })
  afterFile(() => gateway.close())
  const { token } = await gateway.tokens.create({ principalName: 'ada', roles: ['viewer'], lifetimeMs: null })
  proxy.requests.length = 0
  const reply = await gateway.server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}`, 'modelwarden-timeout-ms': '60000' },
    payload: { query },
  })
  const { data, errors }: { readonly data: Answer; readonly errors?: unknown } = reply.json()
  expect(errors).toBeUndefined()
  expect(proxy.requests.length, proxy.requests.join('\n')).toBeLessThanOrEqual(callsMax)
  expect(proxy.requests.length).toBeGreaterThan(0)
  expect(data.models.nodes).toHaveLength(100)
  for (const { aliases, versions } of data.models.nodes) {
    expect(aliases).toHaveLength(2)
    expect(versions.nodes).toHaveLength(10)
    expect(versions.nodes[0]).toMatchObject({ version: '10', aliases: ['champion'], run: { status: 'FINISHED' } })
    for (const { run } of versions.nodes) expect([run.metrics.length, run.params.length]).toEqual([3, 4])
  }
})
