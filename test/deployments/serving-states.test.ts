import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/manifest.ts'
import { createConnectorHost } from '../../src/connector/connector-host.ts'
import type { Connector, DeploymentRecord } from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { modelRepository } from './model-repository.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const models = temporaryFolder('models')
const repository = modelRepository(temporaryFolder('repository'))
const closers: (() => Promise<void>)[] = []
let server: RunningMlserver
let connector: Connector

const call = () => ({ signal: AbortSignal.timeout(20_000), requestId: 'test' })
const fileOf = (model: string) => join(models, model, 'model.pkl')

/** A connector as a gateway has it after a start: nothing seen yet, no call failed yet. */
function freshConnector(): Connector {
  const limits = sourceLimits.parse({ retries: 0, breaker: { coolDownMs: 1, coolDownMsMax: 1 } })
  const host = createConnectorHost({ source: 'serving', limits, log: silent, clock: systemClock })
  closers.push(() => host.close())
  return manifest.connect(manifest.config.parse({ url: server.url, repository: repository.folder }), host)
}

async function deployment(name: string, from: Connector = connector): Promise<DeploymentRecord | null> {
  const [found] = (await from.deploymentSystem?.deployments([{ workspace: '', nativeId: name }], call())) ?? []
  return found ?? null
}

const states = async (name: string, from?: Connector) =>
  (await deployment(name, from))?.versions.map(({ version, state }) => [version, state]) ?? null

beforeAll(async () => {
  await runPython('mlflow', join(import.meta.dirname, 'train.py'), [models])
  server = await ownTool(startMlserver({ repositoryDir: repository.folder }))
  connector = freshConnector()
})
afterAll(async () => {
  for (const close of closers) await close()
})

test('a served version carries its address, its marker, its runtime and its endpoint', async () => {
  repository.write('plain', {
    name: 'plain',
    version: 'v1',
    uri: fileOf('fraud-1'),
    marker: { ref: 'models:/fraud/1', source: 'tracking' },
  })
  expect(await repository.load(server.url, 'plain')).toBe(200)
  expect(await deployment('plain')).toEqual({
    kind: 'Deployment',
    workspace: '',
    nativeId: 'plain',
    name: 'plain',
    createdAt: null,
    endpoints: [{ protocol: 'open-inference-v2', url: `${server.url}/v2/models/plain/infer` }],
    versions: [
      {
        version: 'v1',
        state: 'READY',
        reason: null,
        platform: 'mlserver_sklearn.SKLearnModel',
        artifactUri: `file://${fileOf('fraud-1')}`,
        declared: { ref: 'models:/fraud/1', source: 'tracking' },
        inputs: null,
        outputs: null,
      },
    ],
  })
})

test('after a failed load the version that really serves is READY and the one that the index claims is not', async () => {
  repository.write('roll', { name: 'roll', version: 'v1', uri: fileOf('fraud-1') })
  await repository.load(server.url, 'roll')
  expect(await states('roll')).toEqual([['v1', 'READY']])
  repository.write('roll', { name: 'roll', version: 'v2', uri: './missing' })
  expect(await repository.load(server.url, 'roll')).toBe(422)

  const seen = await deployment('roll')
  expect(seen?.versions.map(({ version, state }) => [version, state])).toEqual([
    ['v2', 'UNAVAILABLE'],
    ['v1', 'READY'],
  ])
  expect(seen?.versions[0]?.reason).toContain('index says READY')
  expect(seen?.versions[1]?.artifactUri).toBe(`file://${fileOf('fraud-1')}`)
})

test('a gateway that starts after the failed load finds the serving version too, without an address it cannot know', async () => {
  const found = await deployment('roll', freshConnector())
  expect(found?.versions.map(({ version, state }) => [version, state])).toEqual([
    ['v2', 'UNAVAILABLE'],
    ['v1', 'READY'],
  ])
  expect(found?.versions[1]).toMatchObject({ artifactUri: null, declared: null })
})

test('what serves under a version that nothing names any more shows as a version without a name', async () => {
  repository.write('odd', { name: 'odd', version: 'stable', uri: fileOf('fraud-1') })
  await repository.load(server.url, 'odd')
  repository.write('odd', { name: 'odd', version: 'canary', uri: './missing' })
  await repository.load(server.url, 'odd')
  expect(await states('odd', freshConnector())).toEqual([
    ['canary', 'UNAVAILABLE'],
    [null, 'READY'],
  ])
})

test('a marker in `versions` tells what is loaded, also when the settings were changed since', async () => {
  const marked = (ref: string) => ({ marker: { ref }, more: { versions: [`modelwarden:${ref}`] } })
  repository.write('marked', { name: 'marked', version: 'v1', uri: fileOf('fraud-1'), ...marked('models:/fraud/1') })
  await repository.load(server.url, 'marked')
  repository.write('marked', { name: 'marked', version: 'v1', uri: fileOf('fraud-2'), ...marked('models:/fraud/2') })
  const found = await deployment('marked', freshConnector())
  expect(found?.versions).toMatchObject([
    { version: 'v1', state: 'READY', artifactUri: null, declared: { ref: 'models:/fraud/1' } },
  ])
  expect(found?.versions[0]?.reason).toContain('changed after it was loaded')
})

test('versions side by side have a state each', async () => {
  repository.write('both-1', { name: 'both', version: '1', uri: fileOf('fraud-1') })
  repository.write('both-2', { name: 'both', version: '2', uri: fileOf('fraud-2') })
  await repository.load(server.url, 'both')
  repository.write('both-3', { name: 'both', version: '3', uri: fileOf('churn-1') })
  const found = (await states('both'))?.toSorted(([a], [b]) => String(a).localeCompare(String(b)))
  expect(found).toEqual([
    ['1', 'READY'],
    ['2', 'READY'],
    ['3', 'UNAVAILABLE'],
  ])
})

test('an unloaded model is UNAVAILABLE although the server says that it is healthy', async () => {
  repository.write('gone', { name: 'gone', version: 'v1', uri: fileOf('fraud-1') })
  await repository.load(server.url, 'gone')
  expect(await states('gone')).toEqual([['v1', 'READY']])
  await repository.unload(server.url, 'gone')
  expect((await fetch(`${server.url}/v2/health/ready`)).status).toBe(200)
  expect(await states('gone')).toEqual([['v1', 'UNAVAILABLE']])
})

test('a model that still serves after its folder was removed is listed as long as it does', async () => {
  repository.write('orphan', { name: 'orphan', version: 'v1', uri: fileOf('fraud-1') })
  await repository.load(server.url, 'orphan')
  expect(await states('orphan')).toEqual([['v1', 'READY']])
  repository.remove('orphan')
  const listed = await connector.deploymentSystem?.list(call())
  expect(listed?.map(({ name }) => name)).toContain('orphan')
  expect(await states('orphan', freshConnector())).toEqual([[null, 'READY']])
  await repository.unload(server.url, 'orphan')
  expect(await deployment('orphan')).toBeNull()
})

test('a name with characters of a path is asked about as that name', async () => {
  expect(await deployment('../health/ready')).toBeNull()
  expect(await deployment('plain/versions/v1')).toBeNull()
})

test('a stopped server is UPSTREAM_UNAVAILABLE, and answers again when it is back', async () => {
  const own = modelRepository(temporaryFolder('repository'))
  own.write('plain', { name: 'plain', version: 'v1', uri: fileOf('fraud-1') })
  const first = await startMlserver({ repositoryDir: own.folder })
  const host = createConnectorHost({
    source: 'serving',
    limits: sourceLimits.parse({ retries: 0, breaker: { failures: 1_000 } }),
    log: silent,
    clock: systemClock,
  })
  closers.push(() => host.close())
  const other = manifest.connect(manifest.config.parse({ url: first.url, repository: own.folder }), host)
  expect(await states('plain', other)).toEqual([['v1', 'READY']])
  await first.stop()
  await expect(deployment('plain', other)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    source: 'serving',
    retryable: true,
  })
  await ownTool(startMlserver({ repositoryDir: own.folder, port: first.port }))
  expect(await states('plain', other)).toEqual([['v1', 'READY']])
})
