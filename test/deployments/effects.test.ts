import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/manifest.ts'
import { createConnectorHost } from '../../src/connector/connector-host.ts'
import { type ConnectorEffects, type EffectPlace, Fault } from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { servedText } from '../../src/kernel/served-text.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { folderFiles } from './folder-files.ts'
import { modelRepository } from './model-repository.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const models = temporaryFolder('constants')
const repository = modelRepository(temporaryFolder('repository'))
const closers: (() => Promise<void>)[] = []
let server: RunningMlserver
let effects: ConnectorEffects

const call = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })
const filesOf = (number: number) => folderFiles(join(models, String(number)))
const textOf = (number: number) =>
  servedText({ registry: 'tracking', ref: `models:/numbers/${number}`, digest: filesOf(number).digest })

/** As a gateway has them after a start. */
function freshEffects(): ConnectorEffects {
  const limits = sourceLimits.parse({ timeoutMs: 60_000 })
  const host = createConnectorHost({ source: 'serving', limits, log: silent, clock: systemClock })
  closers.push(() => host.close())
  const config = manifest.config.parse({ url: server.url, repository: `file://${repository.folder}` })
  const made = manifest.connect(config, host).effects
  if (made === undefined) throw new Error('A server with a repository takes changes.')
  return made
}

function staged(deployment: string, number: number): Extract<EffectPlace, { kind: 'STAGED_FILES' }> {
  const rest = { registry: 'tracking', workspace: '', model: 'numbers', version: String(number) }
  return { kind: 'STAGED_FILES', deployment, digest: filesOf(number).digest, ...rest }
}

const settings = (deployment: string) => ({ kind: 'SERVED_SETTINGS', deployment }) as const
const model = (deployment: string) => ({ kind: 'SERVED_MODEL', deployment }) as const
const answer = (deployment: string) => ({ kind: 'SERVED_ANSWER', deployment }) as const
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
  const input = { name: 'input-0', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${server.url}/v2/models/${deployment}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [input] }),
  })
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(await reply.text())
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}

beforeAll(async () => {
  await runPython('mlflow', join(import.meta.dirname, 'constants.py'), [models, '1', '2', '3'])
  server = await ownTool(startMlserver({ repositoryDir: repository.folder }))
  effects = freshEffects()
})
afterAll(async () => {
  for (const close of closers) await close()
})

test('a version is copied, told, loaded and answers, and so is the one before it again', async () => {
  expect(await held('numbers')).toEqual({ settings: null, model: null })
  for (const number of [2, 3, 2]) {
    await serve('numbers', number)
    expect(await held('numbers')).toEqual({ settings: textOf(number), model: textOf(number) })
    expect(await effects.observe(answer('numbers'), call())).toBe(textOf(number))
    expect(await inferred('numbers')).toEqual({ version: String(number), value: number })
  }
  await effects.put(model('numbers'), null, call())
  await effects.put(settings('numbers'), null, call())
  expect(await held('numbers')).toEqual({ settings: null, model: null })
  expect(readdirSync(repository.folder)).not.toContain('numbers')
})

test('files with another digest than was approved are refused, and nothing of them is left', async () => {
  const files = filesOf(1)
  const { digest } = filesOf(2)
  const place = { ...staged('refused', 2), digest }
  const failure = await effects.put(place, digest, call(), files).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Fault)
  expect(failure).toMatchObject({ code: 'SUBJECT_CHANGED', retryable: false })
  expect(readdirSync(join(repository.folder, '.modelwarden/refused'))).toEqual([])
})

test('a copy that was changed in place is seen, is not loaded, and is made anew', async () => {
  await stage('changed', 1)
  const file = join(repository.folder, '.modelwarden/changed', filesOf(1).digest, 'MLmodel')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n`)
  expect(await effects.observe(staged('changed', 1), call())).not.toBe(filesOf(1).digest)
  await expect(effects.put(settings('changed'), textOf(1), call())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await stage('changed', 1)
  expect(await effects.observe(staged('changed', 1), call())).toBe(filesOf(1).digest)
})

test('a process that dies while it copies leaves nothing in the place, and the next one makes it whole', async () => {
  const source = temporaryFolder('two-files')
  for (const name of ['a', 'b']) writeFileSync(join(source, name), name)
  const files = folderFiles(source)
  const child = fileURLToPath(new URL('./stage-child.ts', import.meta.url))
  expect(spawnSync(process.execPath, [child, repository.folder, files.digest]).signal).toBe('SIGKILL')
  const place = { ...staged('numbers', 1), digest: files.digest }
  const folder = join(repository.folder, '.modelwarden/numbers')
  expect(readdirSync(folder).some((name) => name.startsWith(`${files.digest}.incoming-`))).toBe(true)
  expect(await effects.observe(place, call())).toBeNull()
  await effects.put(place, files.digest, call(), files)
  expect(await effects.observe(place, call())).toBe(files.digest)
  expect(readdirSync(folder).filter((name) => name.startsWith(files.digest))).toEqual([files.digest])
})

test('between the settings and the load the server is told to serve one and serves the other, whoever looks', async () => {
  await serve('between', 1)
  await stage('between', 2)
  await effects.put(settings('between'), textOf(2), call())
  effects = freshEffects()
  expect(await held('between')).toEqual({ settings: textOf(2), model: textOf(1) })
  // Forward.
  await effects.put(model('between'), textOf(2), call())
  expect(await held('between')).toEqual({ settings: textOf(2), model: textOf(2) })
  // And back, as it is undone: what is loaded first, by the settings that it takes.
  await effects.put(model('between'), textOf(1), call())
  await effects.put(settings('between'), textOf(1), call())
  expect(await held('between')).toEqual({ settings: textOf(1), model: textOf(1) })
  expect(await inferred('between')).toEqual({ version: '1', value: 1 })
})

test('settings that were written by hand are put back to the byte, and load what they loaded', async () => {
  mkdirSync(join(repository.folder, 'by-hand'))
  const file = join(repository.folder, 'by-hand/model-settings.json')
  const body = {
    name: 'hand',
    implementation: 'mlserver_mlflow.MLflowRuntime',
    max_batch_size: 7,
    parameters: { uri: join(models, '1'), version: 'v1' },
  }
  writeFileSync(file, JSON.stringify(body))
  expect(await repository.load(server.url, 'hand')).toBe(200)
  const before = await held('hand')
  expect(before).toEqual({ settings: expect.stringMatching(/^settings sha256:/), model: before.settings })
  await serve('hand', 3)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ max_batch_size: 7, parameters: { version: '3' } })
  expect(await inferred('hand')).toEqual({ version: '3', value: 3 })
  await effects.put(model('hand'), before.model, call())
  await effects.put(settings('hand'), before.settings, call())
  expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(body))
  expect(await held('hand')).toEqual(before)
  expect(await inferred('hand')).toEqual({ version: 'v1', value: 1 })
  // Unloaded for good, and back where they lay, as that is undone.
  await effects.put(model('hand'), null, call())
  await effects.put(settings('hand'), null, call())
  expect(await held('hand')).toEqual({ settings: null, model: null })
  await effects.put(settings('hand'), before.settings, call())
  await effects.put(model('hand'), before.model, call())
  expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(body))
  expect(await inferred('hand')).toEqual({ version: 'v1', value: 1 })
})

test('a version that the server cannot load is refused, goes on serving the one before, and the index is not believed', async () => {
  await serve('broken', 1)
  const source = temporaryFolder('broken')
  writeFileSync(join(source, 'MLmodel'), 'flavors: {python_function: {loader_module: nowhere}}\n')
  const files = folderFiles(source)
  const text = servedText({ registry: 'tracking', ref: 'models:/numbers/9', digest: files.digest })
  await effects.put({ ...staged('broken', 1), digest: files.digest }, files.digest, call(), files)
  await effects.put(settings('broken'), text, call())
  await expect(effects.put(model('broken'), text, call())).rejects.toMatchObject({ retryable: false })
  expect(await held('broken')).toEqual({ settings: text, model: textOf(1) })
  await effects.put(settings('broken'), textOf(1), call())
  expect(await inferred('broken')).toEqual({ version: '1', value: 1 })
})

test('a version that is loaded and does not answer is told apart', async () => {
  await serve('silent', 1)
  const copy = join(repository.folder, '.modelwarden/silent', filesOf(1).digest)
  // What it is asked comes from its example; a text where a number is wanted is an error of the model.
  const example = join(copy, 'input_example.json')
  writeFileSync(example, JSON.stringify({ inputs: [['x', 'y', 'z']] }))
  expect(await effects.observe(answer('silent'), call())).toBeNull()
  await expect(effects.put(answer('silent'), textOf(1), call())).rejects.toMatchObject({ retryable: false })
})

test('several settings under one name, and names that cannot be asked about, are beyond such a server', async () => {
  for (const folder of ['one', 'two']) repository.write(folder, { name: 'split', version: folder })
  const beyond = { code: 'UNSUPPORTED_BY_TARGET', retryable: false }
  await expect(effects.observe(settings('split'), call())).rejects.toMatchObject(beyond)
  await expect(effects.observe(model('a/b'), call())).rejects.toMatchObject(beyond)
  for (const folder of ['one', 'two']) repository.remove(folder)
})

test('a repository that is not mounted takes nothing, and is not made', async () => {
  const folder = join(temporaryFolder('away'), 'repository')
  const host = createConnectorHost({
    source: 'serving',
    limits: sourceLimits.parse({}),
    log: silent,
    clock: systemClock,
  })
  closers.push(() => host.close())
  const away = manifest.connect(manifest.config.parse({ url: server.url, repository: folder }), host).effects
  const files = filesOf(1)
  await expect(away?.put(staged('numbers', 1), files.digest, call(), files)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
  })
  expect(existsSync(folder)).toBe(false)
  rmSync(join(folder, '..'), { recursive: true, force: true })
})
