import { expect, test } from 'vitest'
import { createObjectCache } from '../../src/cache/index.ts'
import { type ConnectedSource, createCatalog } from '../../src/catalog/index.ts'
import { allDeployments } from '../../src/composition/all-deployments.ts'
import type { DeploymentRecord } from '../../src/connector/records.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { freshCatalog } from '../store/engines.ts'

const newCall = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })

/** A server with more models than a real one of the tests could load. It tells how often it was asked for all of them. */
function largeServer(id: string, models: number): { readonly source: ConnectedSource; readonly lists: () => number } {
  let lists = 0
  const deployment = (at: number): DeploymentRecord => {
    const name = `model-${String(at).padStart(5, '0')}`
    return { kind: 'Deployment', workspace: '', nativeId: name, name, createdAt: null, versions: [], endpoints: [] }
  }
  const records = new Map(Array.from({ length: models }, (_, at) => [deployment(at).nativeId, deployment(at)]))
  const source: ConnectedSource = {
    id,
    kind: 'large',
    url: 'http://large.example',
    environment: null,
    capabilities: ['DEPLOYMENT_SYSTEM'],
    streams: ['deployments'],
    connector: {
      probe: async () => ({ version: null, detail: null }),
      deploymentSystem: {
        async list() {
          lists += 1
          return [...records.values()]
        },
        deployments: async (names) => names.map(({ nativeId }) => records.get(nativeId) ?? null),
      },
      close: async () => undefined,
    },
    health: () => ({ state: 'UP', lastReachedAt: 0, version: null, error: null }),
  }
  return { source, lists: () => lists }
}

async function catalogOf(sources: readonly ConnectedSource[]) {
  return createCatalog({
    sources: { all: () => sources, byId: (id) => sources.find((source) => source.id === id) ?? null },
    store: await freshCatalog('sqlite'),
    cache: createObjectCache({ redis: null, key: Buffer.alloc(32, 1), metrics: { read() {}, evicted() {} } }),
    files: { readText: async () => null },
    sync: { request: () => undefined },
    clock: systemClock,
    objectTtlMs: 0,
  })
}

test('more deployments than an answer looks at are cut, and the answer says so', async () => {
  const { source, lists } = largeServer('large', 2_001)
  const found = await allDeployments(await catalogOf([source]), null, newCall())
  expect(found.deployments).toHaveLength(2_000)
  expect(found.sourceStatus).toMatchObject([{ source: 'large', complete: false }])
  expect(found.faults).toMatchObject([{ code: 'UNSUPPORTED', details: { maximum: 2_000 } }])
  // Twenty pages of one answer ask the server for its list once.
  expect(lists()).toBe(1)
})

test('the limit holds over all sources together, and as many as it allows are answered without a word', async () => {
  const sources = [largeServer('a', 1_500).source, largeServer('b', 500).source, largeServer('c', 1).source]
  const catalog = await catalogOf(sources)
  const two = await allDeployments(catalog, ['a', 'b'], newCall())
  expect([two.deployments.length, two.faults]).toEqual([2_000, []])
  const three = await allDeployments(catalog, ['a', 'b', 'c'], newCall())
  expect([three.deployments.length, three.faults.length]).toEqual([2_000, 1])
})
