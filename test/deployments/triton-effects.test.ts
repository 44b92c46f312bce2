import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/triton/manifest.ts'
import { createConnectorHost } from '../../src/connector/connector-host.ts'
import { type ConnectorEffects, Fault, type StagedFiles } from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { servedText } from '../../src/kernel/served-text.ts'
import { type RunningTriton, startTriton } from '../../tools/launch/triton.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { folderFiles } from './folder-files.ts'
import { repositoryCalls } from './model-repository.ts'
import { brokenModel, numberConfig, numberModel, writeModel } from './triton-repository.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const models = temporaryFolder('numbers')
const repository = temporaryFolder('repository')
const closers: (() => Promise<void>)[] = []
let server: RunningTriton
let effects: ConnectorEffects

const call = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })

/** The files of a version as a registry has them: its code beside what says what it is. */
function filesOf(number: number) {
  return folderFiles(join(models, String(number)))
}
const textOf = (number: number) =>
  servedText({ registry: 'tracking', ref: `models:/numbers/${number}`, digest: filesOf(number).digest })

function freshEffects(): ConnectorEffects {
  const host = createConnectorHost({
    source: 'serving',
    limits: sourceLimits.parse({ timeoutMs: 60_000 }),
    log: silent,
    clock: systemClock,
  })
  closers.push(() => host.close())
  const made = manifest.connect(manifest.config.parse({ url: server.url, repository }), host).effects
  if (made === undefined) throw new Error('A server with a repository takes changes.')
  return made
}

function staged(deployment: string, number: number): StagedFiles {
  const rest = { registry: 'tracking', workspace: '', model: 'numbers', version: String(number) }
  return { kind: 'STAGED_FILES', deployment, digest: filesOf(number).digest, ...rest }
}

const settings = (deployment: string) => ({ kind: 'SERVED_SETTINGS', deployment }) as const
const model = (deployment: string) => ({ kind: 'SERVED_MODEL', deployment }) as const
const answer = (deployment: string) => ({ kind: 'SERVED_ANSWER', deployment }) as const
const configOf = (deployment: string) => join(repository, deployment, 'config.pbtxt')
const held = async (deployment: string) => ({
  settings: await effects.observe(settings(deployment), call()),
  model: await effects.observe(model(deployment), call()),
})

async function stage(deployment: string, number: number): Promise<void> {
  const files = filesOf(number)
  await effects.put(staged(deployment, number), files.digest, call(), files)
}

async function serve(deployment: string, number: number): Promise<void> {
  await stage(deployment, number)
  await effects.put(settings(deployment), textOf(number), call())
  await effects.put(model(deployment), textOf(number), call())
}

/** What a caller of the endpoint is answered. */
async function inferred(deployment: string): Promise<{ readonly version: string; readonly value: number }> {
  const input = { name: 'x', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${server.url}/v2/models/${deployment}/infer`, {
    method: 'POST',
    body: JSON.stringify({ inputs: [input] }),
  })
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(await reply.text())
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}

beforeAll(async () => {
  const codes = { '1': numberModel(1), '2': numberModel(2), '3': numberModel(3), '9': brokenModel }
  for (const [number, code] of Object.entries(codes)) {
    mkdirSync(join(models, number, 'code'), { recursive: true })
    writeFileSync(join(models, number, 'model.py'), code)
    writeFileSync(join(models, number, 'MLmodel'), 'flavors: {}\n')
    writeFileSync(join(models, number, 'code', 'features.py'), `number = ${number}\n`)
  }
  server = await ownTool(startTriton({ repositoryDir: repository, writesBytecode: true }))
  effects = freshEffects()
}, 600_000)
afterAll(async () => {
  for (const close of closers) await close()
})

test('a version goes into its folder, is named, loaded and answers, and so is the one before it again', async () => {
  writeModel(repository, 'numbers', { config: numberConfig(), versions: {} })
  const before = await held('numbers')
  expect(before).toEqual({ settings: expect.stringMatching(/^settings sha256:/), model: null })
  for (const number of [2, 3, 2]) {
    await serve('numbers', number)
    expect(await held('numbers')).toEqual({ settings: textOf(number), model: textOf(number) })
    expect(await effects.observe(answer('numbers'), call())).toBe(textOf(number))
    expect(await inferred('numbers')).toEqual({ version: String(number), value: number })
  }
  expect(readdirSync(join(repository, 'numbers')).toSorted()).toEqual(['.modelwarden', '2', '3', 'config.pbtxt'])
  // As undoing does.
  await effects.put(model('numbers'), null, call())
  await effects.put(settings('numbers'), before.settings, call())
  for (const number of [2, 3]) await effects.put(staged('numbers', number), null, call())
  expect(readFileSync(configOf('numbers'), 'utf8')).toBe(numberConfig())
  expect(await held('numbers')).toEqual(before)
  expect(readdirSync(join(repository, 'numbers')).toSorted()).toEqual(['.modelwarden', 'config.pbtxt'])
})

test('a name that was never there is made, and is gone when it is undone', async () => {
  const named = 'parameters'
  expect(existsSync(configOf('made'))).toBe(false)
  await stage('made', 1)
  await effects.put(settings('made'), textOf(1), call())
  expect(readFileSync(configOf('made'), 'utf8')).toMatch(new RegExp(`^version_policy.*\n${named}.*\n$`))
  await effects.put(settings('made'), null, call())
  await effects.put(staged('made', 1), null, call())
  expect(existsSync(join(repository, 'made'))).toBe(false)
})

test('what Python writes beside a version that was loaded is not taken for a change, and is not loaded again', async () => {
  writeModel(repository, 'cached', { config: numberConfig(), versions: {} })
  await serve('cached', 1)
  const cache = join(repository, 'cached/1/__pycache__')
  const [compiled = ''] = readdirSync(cache)
  expect(await effects.observe(staged('cached', 1), call())).toBe(filesOf(1).digest)
  writeFileSync(join(cache, compiled), 'not what was compiled')
  await serve('cached', 2)
  await serve('cached', 1)
  expect(await inferred('cached')).toEqual({ version: '1', value: 1 })
  writeFileSync(join(repository, 'cached/1/more.py'), '')
  expect(await effects.observe(staged('cached', 1), call())).not.toBe(filesOf(1).digest)
})

test('versions that a person serves beside each other come back to the byte', async () => {
  const config = numberConfig('version_policy: { specific: { versions: [ 11, 12 ] } }\n')
  writeModel(repository, 'hand', { config, versions: { '11': numberModel(11), '12': numberModel(12) } })
  expect(await repositoryCalls.load(server.url, 'hand')).toBe(200)
  const before = await held('hand')
  expect(before.model).toBe(before.settings)
  await serve('hand', 3)
  expect(await inferred('hand')).toEqual({ version: '3', value: 3 })
  expect(readFileSync(configOf('hand'), 'utf8')).toContain('# Kept by the serving team.')
  await effects.put(model('hand'), before.model, call())
  await effects.put(settings('hand'), before.settings, call())
  expect(readFileSync(configOf('hand'), 'utf8')).toBe(config)
  expect(await held('hand')).toEqual(before)
  expect(await inferred('hand')).toEqual({ version: '12', value: 12 })
})

test('a folder that somebody else made is not replaced, and the refusal comes before anybody is asked', async () => {
  writeModel(repository, 'taken', { config: numberConfig(), versions: { '1': numberModel(7) } })
  const beyond = { code: 'UNSUPPORTED_BY_TARGET', retryable: false }
  await expect(effects.accept?.(staged('taken', 1), filesOf(1), call())).rejects.toMatchObject(beyond)
  await expect(stage('taken', 1)).rejects.toMatchObject(beyond)
  expect(readFileSync(join(repository, 'taken/1/model.py'), 'utf8')).toBe(numberModel(7))
  expect(readdirSync(join(repository, 'taken/.modelwarden'))).toEqual([])
})

test('files that the backend of a deployment does not load are refused, and so are settings that cannot be rewritten', async () => {
  const beyond = { code: 'UNSUPPORTED_BY_TARGET', retryable: false }
  await expect(effects.accept?.(staged('numbers', 1), filesOf(1), call())).resolves.toBeUndefined()
  writeModel(repository, 'onnx', { config: 'backend: "onnxruntime"\n', versions: {} })
  const refusal = await effects.accept?.(staged('onnx', 1), filesOf(1), call()).catch((error: unknown) => error)
  expect(refusal).toMatchObject(beyond)
  expect(refusal).toMatchObject({ publicMessage: expect.stringContaining('model.onnx') })
  writeModel(repository, 'odd', { config: '{ "backend": "python" }', versions: {} })
  await expect(effects.accept?.(staged('odd', 1), filesOf(1), call())).rejects.toMatchObject(beyond)
  for (const name of ['a/b', '..', '.hidden', 'two words'])
    await expect(effects.accept?.(staged(name, 1), filesOf(1), call())).rejects.toMatchObject(beyond)
})

test('files with another digest than was approved are refused, and nothing of them is left', async () => {
  const { digest } = filesOf(2)
  const failure = await effects.put(staged('refused', 2), digest, call(), filesOf(1)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Fault)
  expect(failure).toMatchObject({ code: 'SUBJECT_CHANGED', retryable: false })
  expect(readdirSync(join(repository, 'refused'))).toEqual(['.modelwarden'])
  expect(readdirSync(join(repository, 'refused/.modelwarden'))).toEqual([])
})

test('a process that dies while it copies leaves nothing that Triton takes for a version, and the next one makes it whole', async () => {
  writeModel(repository, 'killed', { config: numberConfig(), versions: {} })
  await serve('killed', 1)
  const source = temporaryFolder('two-files')
  for (const name of ['a', 'b']) writeFileSync(join(source, name), name)
  const files = folderFiles(source)
  const child = fileURLToPath(new URL('./stage-child.ts', import.meta.url))
  expect(spawnSync(process.execPath, [child, repository, files.digest, 'triton']).signal).toBe('SIGKILL')
  const left = readdirSync(join(repository, 'numbers/.modelwarden')).filter((name) => name.startsWith('5.incoming-'))
  expect(left).toHaveLength(1)
  expect(existsSync(join(repository, 'numbers/5'))).toBe(false)
  const place = { ...staged('numbers', 1), version: '5', digest: files.digest }
  expect(await effects.observe(place, call())).toBeNull()
  await effects.put(place, files.digest, call(), files)
  expect(await effects.observe(place, call())).toBe(files.digest)
  expect(readdirSync(join(repository, 'numbers/.modelwarden')).some((name) => name.includes('incoming'))).toBe(false)
  expect(await inferred('killed')).toEqual({ version: '1', value: 1 })
})

test('a process that dies between settings and load is seen as that, and is left either way', async () => {
  writeModel(repository, 'between', { config: numberConfig(), versions: {} })
  await serve('between', 1)
  await stage('between', 2)
  await effects.put(settings('between'), textOf(2), call())
  effects = freshEffects()
  expect(await held('between')).toEqual({ settings: textOf(2), model: textOf(1) })
  expect(await effects.observe(answer('between'), call())).toBe(textOf(1))
  await effects.put(model('between'), textOf(1), call())
  expect(await held('between')).toEqual({ settings: textOf(1), model: textOf(1) })
  await serve('between', 2)
  expect(await inferred('between')).toEqual({ version: '2', value: 2 })
})

test('a version that cannot be loaded is refused, and the one before goes on serving', async () => {
  writeModel(repository, 'broken', { config: numberConfig(), versions: {} })
  await serve('broken', 1)
  await stage('broken', 9)
  await effects.put(settings('broken'), textOf(9), call())
  await expect(effects.put(model('broken'), textOf(9), call())).rejects.toMatchObject({
    code: 'UPSTREAM_INVALID',
    retryable: false,
    publicMessage: expect.not.stringContaining('secret'),
  })
  expect(await held('broken')).toEqual({ settings: textOf(9), model: textOf(1) })
  await effects.put(settings('broken'), textOf(1), call())
  expect(await effects.observe(staged('broken', 9), call())).toBe(filesOf(9).digest)
  expect(await inferred('broken')).toEqual({ version: '1', value: 1 })
})

test('what somebody loads past the settings is nothing that the gateway takes for its own', async () => {
  writeModel(repository, 'past', { config: numberConfig(), versions: {} })
  await serve('past', 1)
  await serve('past', 2)
  const policy = { specific: { versions: [1, 2] } }
  const tensor = (name: string) => [{ name, data_type: 'TYPE_FP64', dims: [-1, name === 'x' ? 3 : 1] }]
  const config = { backend: 'python', version_policy: policy, input: tensor('x'), output: tensor('y') }
  const reply = await fetch(`${server.url}/v2/repository/models/past/load`, {
    method: 'POST',
    body: JSON.stringify({ parameters: { config: JSON.stringify(config) } }),
  })
  expect(reply.status).toBe(200)
  expect((await held('past')).model).toBe('unknown')
  await effects.put(model('past'), textOf(2), call())
  expect(await held('past')).toEqual({ settings: textOf(2), model: textOf(2) })
})
