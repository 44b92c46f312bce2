import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/triton/manifest.ts'
import { createConnectorHost } from '../../src/connector/connector-host.ts'
import type { Connector, DeploymentRecord } from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { type RunningTriton, startTriton } from '../../tools/launch/triton.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { repositoryCalls } from './model-repository.ts'
import { brokenModel, numberConfig, numberModel, writeModel } from './triton-repository.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const repository = temporaryFolder('repository')
const closers: (() => Promise<void>)[] = []
let server: RunningTriton
let connector: Connector

const call = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })
const uriOf = (name: string, version: string) => `file://${join(repository, name, version)}`
const load = (name: string) => repositoryCalls.load(server.url, name)
const all = 'version_policy: { all { } }\n'
const specific = (...versions: readonly number[]) =>
  `version_policy: { specific: { versions: [ ${versions.join(', ')} ] } }\n`

async function deployment(name: string): Promise<DeploymentRecord | null> {
  const [found] = (await connector.deploymentSystem?.deployments([{ workspace: '', nativeId: name }], call())) ?? []
  return found ?? null
}

const states = async (name: string) => (await deployment(name))?.versions.map(({ version, state }) => [version, state])

beforeAll(async () => {
  server = await ownTool(startTriton({ repositoryDir: repository }))
  const limits = sourceLimits.parse({ retries: 0, timeoutMs: 60_000 })
  const host = createConnectorHost({ source: 'serving', limits, log: silent, clock: systemClock })
  closers.push(() => host.close())
  connector = manifest.connect(manifest.config.parse({ url: server.url, repository }), host)
}, 600_000)
afterAll(async () => {
  for (const close of closers) await close()
})

test('versions side by side have a state, an address and a marker each, and the server says which it is', async () => {
  const marked = 'parameters: { key: "modelwarden.2" value: { string_value: "tracking:models:/fraud/7" } }\n'
  const versions = { '1': numberModel(1), '2': numberModel(2), '3': numberModel(3) }
  writeModel(repository, 'both', { config: numberConfig(specific(1, 2) + marked), versions })
  expect(await load('both')).toBe(200)
  const of = (version: string, declared: unknown) => ({
    version,
    state: 'READY',
    reason: null,
    platform: 'python',
    artifactUri: uriOf('both', version),
    declared,
    inputs: [{ name: 'x', type: 'FP64', required: null, shape: [-1, 3] }],
    outputs: [{ name: 'y', type: 'FP64', required: null, shape: [-1, 1] }],
  })
  const found = await deployment('both')
  expect(found?.endpoints).toEqual([{ protocol: 'open-inference-v2', url: `${server.url}/v2/models/both/infer` }])
  expect(found?.versions).toEqual([of('1', null), of('2', { ref: 'models:/fraud/7', source: 'tracking' })])
  expect(await connector.probe(call())).toMatchObject({ version: '2.51.0', detail: 'triton' })
})

test('a version that failed is UNAVAILABLE for that reason, without the words of the server, and the others go on', async () => {
  const versions = { '1': numberModel(1), '2': brokenModel }
  writeModel(repository, 'roll', { config: numberConfig(specific(1)), versions })
  expect(await load('roll')).toBe(200)
  writeModel(repository, 'roll', { config: numberConfig(specific(2)), versions: {} })
  expect(await load('roll')).toBe(400)
  expect((await deployment('roll'))?.versions.map(({ version, state, reason }) => [version, state, reason])).toEqual([
    ['1', 'READY', null],
    ['2', 'UNAVAILABLE', 'Its last load failed.'],
  ])
  writeModel(repository, 'roll', { config: numberConfig(all), versions: {} })
  expect(await load('roll')).toBe(400)
  expect((await states('roll'))?.at(0)).toEqual(['1', 'READY'])
})

test('what was unloaded, by policy or by hand, and what was never loaded is UNAVAILABLE', async () => {
  const versions = { '1': numberModel(1), '2': numberModel(2) }
  writeModel(repository, 'gone', { config: numberConfig(specific(1)), versions })
  expect(await load('gone')).toBe(200)
  writeModel(repository, 'gone', { config: numberConfig(specific(2)), versions: {} })
  expect(await load('gone')).toBe(200)
  expect(await states('gone')).toEqual([
    ['1', 'UNAVAILABLE'],
    ['2', 'READY'],
  ])
  expect(await repositoryCalls.unload(server.url, 'gone')).toBe(200)
  expect(await states('gone')).toEqual([
    ['1', 'UNAVAILABLE'],
    ['2', 'UNAVAILABLE'],
  ])
  writeModel(repository, 'idle', { config: numberConfig(), versions })
  expect((await deployment('idle'))?.versions).toMatchObject([
    { version: null, state: 'UNAVAILABLE', reason: 'It is in the repository and not loaded.' },
  ])
})

test('a marker that was changed after the load does not speak for what is loaded', async () => {
  const marked = (number: number) =>
    `parameters: { key: "modelwarden.1" value: { string_value: "models:/fraud/${number}" } }\n`
  writeModel(repository, 'marked', { config: numberConfig(marked(1)), versions: { '1': numberModel(1) } })
  expect(await load('marked')).toBe(200)
  writeFileSync(join(repository, 'marked/config.pbtxt'), numberConfig(marked(2)))
  const [version] = (await deployment('marked'))?.versions ?? []
  expect(version).toMatchObject({ state: 'READY', artifactUri: null, declared: { ref: 'models:/fraud/1' } })
  expect(version?.reason).toContain('changed after it was loaded')
})

test('without its files a model is served on and shown without an address', async () => {
  writeModel(repository, 'orphan', { config: numberConfig(), versions: { '1': numberModel(1) } })
  expect(await load('orphan')).toBe(200)
  rmSync(join(repository, 'orphan'), { recursive: true })
  expect((await deployment('orphan'))?.versions).toMatchObject([{ version: '1', state: 'READY', artifactUri: null }])
})
