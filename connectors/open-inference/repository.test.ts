import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { artifactUriOf, createRepository } from './repository.ts'

let folder = ''
const host = { source: 'serving', log: { debug() {}, info() {}, warn() {}, error() {} } }
const call = { signal: new AbortController().signal, requestId: 'test' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-repository-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function settings(path: string, content: unknown): void {
  mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(
    join(folder, path, 'model-settings.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  )
}

const read = async (path = 'repository') =>
  [...(await createRepository(join(folder, path), host).read(call)).values()].flat()

test('settings are found at the top and up to three folders down, named by their folder where they have no name', async () => {
  settings('repository', { name: 'top' })
  settings('repository/team/iris/2', { name: 'iris', parameters: { version: '2' } })
  settings('repository/unnamed', {})
  settings('repository/1/2/3/4', { name: 'too-deep' })
  settings('repository/.hidden', { name: 'hidden' })
  expect((await read()).map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual([
    'iris 2',
    'top null',
    'unnamed null',
  ])
})

test('a link that leads out of the repository is not followed, neither to a file nor to a folder', async () => {
  settings('outside', { name: 'secret' })
  mkdirSync(join(folder, 'repository/linked-file'), { recursive: true })
  symlinkSync(join(folder, 'outside/model-settings.json'), join(folder, 'repository/linked-file/model-settings.json'))
  symlinkSync(join(folder, 'outside'), join(folder, 'repository/linked-folder'))
  expect(await read()).toEqual([])
})

test('a link within the repository is followed, and a ring of links ends', async () => {
  settings('repository/iris', { name: 'iris' })
  symlinkSync(join(folder, 'repository'), join(folder, 'repository/ring'))
  expect(new Set((await read()).map(({ name }) => name))).toEqual(new Set(['iris']))
})

test('a file that is too large or no settings is passed over, and the others are read', async () => {
  settings('repository/huge', `{"name":"huge","x":"${'x'.repeat(300_000)}"}`)
  settings('repository/broken', '{')
  settings('repository/iris', { name: 'iris' })
  expect((await read()).map(({ name }) => name)).toEqual(['iris'])
})

test('a folder that is not there gives nothing, and says that it cannot be read', async () => {
  expect(await read('missing')).toEqual([])
  expect(await createRepository(join(folder, 'missing'), host).isReadable()).toBe(false)
})

test('an artifact address means what MLServer takes it for', () => {
  const at = '/srv/models/iris/model-settings.json'
  expect(artifactUriOf(at, null)).toBe('file:///srv/models/iris')
  expect(artifactUriOf(at, './model.joblib')).toBe('file:///srv/models/iris/model.joblib')
  expect(artifactUriOf(at, '../../store/a b/')).toBe(pathToFileURL('/srv/store/a b').href)
  expect(artifactUriOf(at, 'file:///data/m')).toBe('file:///data/m')
  expect(artifactUriOf(at, 's3://models/iris/1')).toBe('s3://models/iris/1')
})
