import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/manifest.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { call, effectsBench, freshEffects } from './effects-bench.ts'
import { folderFiles } from './folder-files.ts'
import { inferred } from './inferred.ts'
import { manyFiles } from './many-files.ts'
import { modelRepository } from './model-repository.ts'

const models = temporaryFolder('constants')
const repository = modelRepository(temporaryFolder('repository'))
let server: RunningMlserver

const filesOf = (number: number) => folderFiles(join(models, String(number)))
const { effects, textOf, staged, settings, model, stage, serve } = effectsBench({
  open: () => ({ manifest, config: { url: server.url, repository: `file://${repository.folder}` } }),
  filesOf,
})
const folderOf = (deployment: string) => join(repository.folder, '.modelwarden', deployment)
const copyAt = (deployment: string, number: number) => join(folderOf(deployment), filesOf(number).digest)
const answered = (deployment: string) => inferred(server.url, deployment, 'input-0')

/** Numbers of those of the three versions whose copies may go. */
async function spare(deployment: string): Promise<readonly string[]> {
  const copies = [1, 2, 3].map((number) => staged(deployment, number))
  const found = (await effects().copies?.spare(deployment, copies, call())) ?? []
  return found.map(({ version }) => version)
}

beforeAll(async () => {
  await runPython('mlflow', join(import.meta.dirname, 'constants.py'), [models, '1', '2', '3'])
  server = await ownTool(startMlserver({ repositoryDir: repository.folder }))
})

test('what the server has loaded, is told to load, or would go back to is never spare, and the rest is when it is there', async () => {
  for (const number of [1, 2, 3]) await serve('live', number)
  expect(await spare('live')).toEqual(['1'])
  await effects().put(staged('live', 1), null, call())
  expect(await spare('live')).toEqual([])
  expect(await answered('live')).toEqual({ version: '3', value: 3 })
  // Told to serve one, and serving the other.
  await stage('live', 1)
  await effects().put(settings('live'), textOf(1), call())
  expect(await spare('live')).toEqual(['2'])
  await effects().put(model('live'), textOf(1), call())
  expect(await answered('live')).toEqual({ version: '1', value: 1 })
})

test('a copy that another model of the server is loaded from is not spare', async () => {
  for (const number of [1, 2, 3]) await serve('shared', number)
  repository.write('canary', { name: 'canary', uri: copyAt('shared', 1) })
  expect(await spare('shared')).toEqual([])
  symlinkSync(copyAt('shared', 1), join(repository.folder, 'link'))
  repository.write('canary', { name: 'canary', uri: '../link/data' })
  mkdirSync(join(copyAt('shared', 1), 'data'))
  expect(await spare('shared')).toEqual([])
  repository.remove('canary')
  rmSync(join(repository.folder, 'link'))
  expect(await spare('shared')).toEqual(['1'])
})

test('nothing is spare while settings were written by hand, or the server does not say what it has loaded', async () => {
  await serve('by-hand', 1)
  await stage('by-hand', 2)
  expect(await spare('by-hand')).toEqual(['2'])
  const file = join(repository.folder, 'by-hand/model-settings.json')
  const told = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    JSON.stringify({ ...JSON.parse(told), max_batch_size: 7, parameters: { uri: copyAt('by-hand', 2) } }),
  )
  expect(await spare('by-hand')).toEqual([])
  writeFileSync(file, told)
  const away = freshEffects(manifest, { url: 'http://127.0.0.1:9', repository: repository.folder })
  const asked = away?.copies?.spare('by-hand', [staged('by-hand', 2)], call())
  await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
})

test('no link is followed: not to a copy, not to the folder of a deployment, and not out of what is removed', async () => {
  const outside = temporaryFolder('outside')
  writeFileSync(join(outside, 'theirs'), 'kept')
  await stage('links', 1)
  await stage('links', 2)
  symlinkSync(outside, join(copyAt('links', 1), 'way-out'))
  rmSync(copyAt('links', 2), { recursive: true })
  symlinkSync(outside, copyAt('links', 2))
  expect(await spare('links')).toEqual(['1'])
  await effects().put(staged('links', 1), null, call())
  await effects().put(staged('links', 2), null, call())
  expect(readdirSync(folderOf('links'))).toEqual([])
  expect(readFileSync(join(outside, 'theirs'), 'utf8')).toBe('kept')

  await stage('moved', 1)
  const leftover = `${filesOf(1).digest}.removed-00000000-0000-0000-0000-000000000000`
  mkdirSync(join(folderOf('moved'), leftover))
  renameSync(folderOf('moved'), join(outside, 'moved'))
  symlinkSync(join(outside, 'moved'), folderOf('moved'))
  expect(await spare('moved')).toEqual([])
  expect(await effects().copies?.clearLeftovers('moved', call())).toEqual([])
  expect(readdirSync(join(outside, 'moved'))).toHaveLength(2)
})

test('a process that dies while it removes leaves nothing in the place, and the next one clears what is left and copies anew', async () => {
  const files = manyFiles(temporaryFolder('many'))
  const place = { ...staged('killed', 1), digest: files.digest }
  await effects().put(place, files.digest, call(), files)
  const child = fileURLToPath(new URL('./remove-child.ts', import.meta.url))
  const died = spawnSync(process.execPath, [child, repository.folder, 'killed', files.digest, '1'])
  expect(died.signal).toBe('SIGKILL')
  const left = [expect.stringMatching(new RegExp(`^${files.digest}\\.removed-`))]
  expect(readdirSync(folderOf('killed'))).toEqual(left)
  expect(await effects().observe(place, call())).toBeNull()
  const { copies } = effects()
  expect(await copies?.spare('killed', [place], call())).toEqual([])
  expect(await copies?.leftovers('killed', call())).toEqual(left)
  expect(await copies?.clearLeftovers('killed', call())).toEqual(left)
  await effects().put(place, files.digest, call(), files)
  expect(await effects().observe(place, call())).toBe(files.digest)
  expect(readdirSync(folderOf('killed'))).toEqual([files.digest])
})

test('what a killed copying left is a leftover, and nothing else in the folder is', async () => {
  await serve('half', 1)
  const half = `${filesOf(2).digest}.incoming-00000000-0000-0000-0000-000000000000`
  mkdirSync(join(folderOf('half'), half))
  for (const name of ['notes', 'settings-abc.json', `${filesOf(1).digest}.incoming`])
    writeFileSync(join(folderOf('half'), name), '')
  expect(await effects().copies?.clearLeftovers('half', call())).toEqual([half])
  expect(readdirSync(folderOf('half'))).toHaveLength(4)
  expect(existsSync(copyAt('half', 1))).toBe(true)
  expect(await effects().copies?.leftovers('never-there', call())).toEqual([])
})
