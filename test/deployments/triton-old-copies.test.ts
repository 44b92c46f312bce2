import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/triton/manifest.ts'
import { type RunningTriton, startTriton } from '../../tools/launch/triton.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { call, effectsBench } from './effects-bench.ts'
import { folderFiles } from './folder-files.ts'
import { inferred } from './inferred.ts'
import { manyFiles } from './many-files.ts'
import { numberConfig, numberModel, writeModel } from './triton-repository.ts'

const models = temporaryFolder('numbers')
const repository = temporaryFolder('repository')
let server: RunningTriton

const filesOf = (number: number) => folderFiles(join(models, String(number)))
const { effects, staged, serve } = effectsBench({
  open: () => ({ manifest, config: { url: server.url, repository: `file://${repository}` } }),
  filesOf,
})
const answered = (deployment: string) => inferred(server.url, deployment, 'x')
const namesIn = (...path: readonly string[]) => readdirSync(join(repository, ...path)).toSorted()

/** Numbers of those of the three versions whose copies may go. */
async function spare(deployment: string): Promise<readonly string[]> {
  const copies = [1, 2, 3].map((number) => staged(deployment, number))
  const found = (await effects().copies?.spare(deployment, copies, call())) ?? []
  return found.map(({ version }) => version)
}

beforeAll(async () => {
  for (const number of [1, 2, 3]) {
    mkdirSync(join(models, String(number)))
    writeFileSync(join(models, String(number), 'model.py'), numberModel(number))
  }
  server = await ownTool(startTriton({ repositoryDir: repository, writesBytecode: true }))
}, 600_000)

test('what is served, told, or would be gone back to is never spare, what was loaded once is, and is made anew', async () => {
  writeModel(repository, 'live', { config: numberConfig(), versions: {} })
  for (const number of [1, 2, 3]) await serve('live', number)
  expect(await spare('live')).toEqual(['1'])
  await effects().put(staged('live', 1), null, call())
  expect(namesIn('live')).toEqual(['.modelwarden', '2', '3', 'config.pbtxt'])
  expect(namesIn('live', '.modelwarden').filter((name) => !name.startsWith('settings-'))).toEqual(['put-2', 'put-3'])
  expect(await spare('live')).toEqual([])
  expect(await answered('live')).toEqual({ version: '3', value: 3 })
  await serve('live', 1)
  expect(await answered('live')).toEqual({ version: '1', value: 1 })
  expect(await spare('live')).toEqual(['2'])
})

test('a folder that somebody else made, and one that another model is a link to, are not spare', async () => {
  writeModel(repository, 'mixed', { config: numberConfig(), versions: {} })
  for (const number of [1, 2, 3]) await serve('mixed', number)
  mkdirSync(join(repository, 'other'))
  symlinkSync(join(repository, 'mixed/1'), join(repository, 'other/1'))
  expect(await spare('mixed')).toEqual([])
  writeModel(repository, 'theirs', { config: numberConfig(), versions: { '1': numberModel(1) } })
  await serve('theirs', 2)
  expect(await spare('theirs')).toEqual([])
})

test('a process that dies while it removes leaves nothing that Triton takes for a version, and the next one clears it', async () => {
  writeModel(repository, 'killed', { config: numberConfig(), versions: {} })
  await serve('killed', 1)
  const files = manyFiles(temporaryFolder('many'))
  const place = { ...staged('killed', 1), version: '5', digest: files.digest }
  await effects().put(place, files.digest, call(), files)
  const child = fileURLToPath(new URL('./remove-child.ts', import.meta.url))
  const died = spawnSync(process.execPath, [child, repository, 'killed', files.digest, '5', 'triton'])
  expect(died.signal).toBe('SIGKILL')
  expect(existsSync(join(repository, 'killed/5'))).toBe(false)
  const { copies } = effects()
  expect(await copies?.spare('killed', [place], call())).toEqual([])
  expect(await copies?.clearLeftovers('killed', call())).toEqual([expect.stringMatching(/^5\.removed-/), 'put-5'])
  expect(namesIn('killed', '.modelwarden').filter((name) => !name.startsWith('settings-'))).toEqual(['put-1'])
  expect(await answered('killed')).toEqual({ version: '1', value: 1 })
})
