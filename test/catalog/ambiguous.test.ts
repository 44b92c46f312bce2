import { createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { createWorkspace, mlflowWriter } from '../support/seed-mlflow.ts'
import { afterFile, ownTool, temporaryFolder, uniqueName } from '../support/tools.ts'
import { catalogWorld, newCall } from './world.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest', workspaces: true }))
await createWorkspace(server, 'risk')
const inWorkspace = (name: string) => mlflowWriter({ url: server.url, headers: { 'x-mlflow-workspace': name } })
const make = (workspace: string, name: string) => inWorkspace(workspace).post('/registered-models/create', { name })
const anything = { source: null, kinds: null }

/** Takes connections and never says a word. */
async function silentServer(): Promise<string> {
  const silent: Server = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  afterFile(() => void silent.close())
  const address = silent.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

test('a name in two workspaces of one server is refused with both, and the id of one of them names it', async () => {
  const name = uniqueName('both')
  await make('default', name)
  await make('risk', name)
  const world = await catalogWorld([{ id: 'tracking', url: server.url, workspaces: ['default', 'risk'] }])
  const outcome = await world.catalog.resolve(`models:/${name}`, anything, newCall())
  if (outcome.ok) throw new Error('one of two was chosen')
  expect(outcome.problem.code).toBe('AMBIGUOUS_REF')
  const candidates = outcome.problem.details?.['candidates']
  expect(candidates).toMatchObject([
    { source: 'tracking', workspace: 'default', ref: `models:/${name}` },
    { source: 'tracking', workspace: 'risk', ref: `models:/${name}` },
  ])
  const ids = Array.isArray(candidates) ? candidates.map((candidate: { id: string }) => candidate.id) : []
  for (const [index, workspace] of ['default', 'risk'].entries()) {
    const chosen = await world.catalog.resolve(ids[index] ?? '', anything, newCall())
    expect(chosen).toMatchObject({ ok: true, value: { workspace, name } })
  }
})

test('a name that two sources hold is refused until a source is named', async () => {
  const name = uniqueName('shared')
  await make('default', name)
  const world = await catalogWorld([
    { id: 'one', url: server.url, workspaces: ['default'] },
    { id: 'two', url: server.url, workspaces: ['default'] },
  ])
  expect(await world.catalog.resolve(`models:/${name}`, anything, newCall())).toMatchObject({
    ok: false,
    problem: { code: 'AMBIGUOUS_REF', details: { candidates: [{ source: 'one' }, { source: 'two' }] } },
  })
  const chosen = await world.catalog.resolve(`models:/${name}`, { source: 'two', kinds: null }, newCall())
  expect(chosen).toMatchObject({ ok: true, value: { source: 'two' } })
  const unknown = await world.catalog.resolve(`models:/${name}`, { source: 'three', kinds: null }, newCall())
  expect(unknown).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: ['source'] } })
})

test('a source that never answers hides no match elsewhere, and is the reason when there is none', async () => {
  const name = uniqueName('only')
  await make('default', name)
  const world = await catalogWorld([
    { id: 'mute', url: await silentServer(), timeoutMs: 300 },
    { id: 'tracking', url: server.url, workspaces: ['default'] },
  ])
  const found = await world.catalog.resolve(`models:/${name}`, anything, newCall())
  expect(found).toMatchObject({ ok: true, value: { source: 'tracking' } })
  await expect(world.catalog.resolve('models:/nowhere', anything, newCall())).rejects.toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
    source: 'mute',
  })
})

test('a ref of another kind than asked is refused before any tool is called', async () => {
  const world = await catalogWorld([{ id: 'tracking', url: server.url, workspaces: ['default'] }])
  const outcome = await world.catalog.resolve('runs:/abc', { source: null, kinds: ['Model'] }, newCall())
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT' } })
  expect(world.calls).toEqual([])
})
