import { expect, test } from 'vitest'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { createVersion, mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder, uniqueName } from '../support/tools.ts'
import { catalogWorld, newCall } from './world.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)
const seeded = await seedMlflow(server)
const world = await catalogWorld([{ id: 'tracking', url: server.url }])
await world.mirror.runOnce('tracking', { full: true })

const addVersion = (name: string) =>
  createVersion(writer, { name, source: seeded.model.versions[0]?.source ?? '', runId: seeded.children[0].runId })

const whole = { first: 100, after: null }
const anything = { source: null, kinds: null }

async function resolved(ref: string) {
  const outcome = await world.catalog.resolve(ref, anything, newCall())
  if (!outcome.ok) throw new Error(`${ref}: ${outcome.problem.code} ${outcome.problem.message}`)
  return outcome.value
}

async function namesListed() {
  const { page } = await world.catalog.list({ kind: 'Model', order: 'NAME' }, whole, newCall())
  return page.items.map(({ item }) => item.name)
}

async function newModel(versions: number) {
  const name = uniqueName('model')
  await writer.post('/registered-models/create', { name })
  for (let made = 0; made < versions; made += 1) await addVersion(name)
  await world.mirror.runOnce('tracking', { full: false })
  return name
}

async function versionsListed(name: string) {
  const model = await resolved(`models:/${name}`)
  const pages = await world.catalog.childrenOfEach('ModelVersion', [model], whole, newCall())
  return pages.get(model.uid)?.page.items.map(({ item }) => item.facts.version)
}

test('versions of more models than are read at once are not called complete until all were read', async () => {
  const names = []
  for (let made = 0; made < 9; made += 1) names.push(await newModel(1))
  for (const name of names) await addVersion(name)
  const models = await Promise.all(names.map((name) => resolved(`models:/${name}`)))
  const completeness = async () => {
    const lists = await world.catalog.childrenOfEach('ModelVersion', models, whole, newCall())
    return new Set([...lists.values()].flatMap(({ sourceStatus }) => sourceStatus.map(({ complete }) => complete)))
  }
  expect(await completeness()).toEqual(new Set([false]))
  expect(await completeness()).toEqual(new Set([true]))
})

test('an alias names the version it points at now, at the very next question', async () => {
  const name = await newModel(2)
  for (const version of ['1', '2', '1']) {
    await writer.post('/registered-models/alias', { name, alias: 'champion', version })
    expect((await resolved(`models:/${name}@champion`)).facts.version).toBe(version)
  }
})

test('the aliases of a listed model are those it has now', async () => {
  const name = await newModel(2)
  const aliasesNow = async () => {
    const call = newCall()
    const { page } = await world.catalog.list({ kind: 'Model', order: 'NAME', nameContains: name }, whole, call)
    const live = await world.catalog.live.models(
      page.items.map(({ item }) => item),
      call,
    )
    return live.map((model) => (model !== null && 'record' in model ? model.record.aliases : model))
  }
  for (const version of ['1', '2']) {
    await writer.post('/registered-models/alias', { name, alias: 'live', version })
    expect(await aliasesNow()).toEqual([[{ alias: 'live', version }]])
  }
})

test('a deleted model is gone from the next list and from its id, without a crawl', async () => {
  const name = await newModel(1)
  const { uid } = await resolved(`models:/${name}`)
  expect(await namesListed()).toContain(name)
  await writer.send('DELETE', '/registered-models/delete', { name })
  expect(await namesListed()).not.toContain(name)
  expect(await world.catalog.byUids([uid])).toEqual([null])
  expect(await world.catalog.resolve(`models:/${name}`, anything, newCall())).toMatchObject({
    ok: false,
    problem: { code: 'NOT_FOUND' },
  })
})

test('a name that is deleted and registered again is another object, in lists and by ref', async () => {
  const name = await newModel(2)
  const before = await resolved(`models:/${name}`)
  const versionBefore = await resolved(`models:/${name}/1`)
  await writer.send('DELETE', '/registered-models/delete', { name })
  await writer.post('/registered-models/create', { name })
  await addVersion(name)
  const { page } = await world.catalog.list({ kind: 'Model', order: 'NAME', nameContains: name }, whole, newCall())
  expect(page.items.map(({ item }) => item.name)).toEqual([name])
  expect(page.items[0]?.item.uid).not.toBe(before.uid)
  expect(await versionsListed(name)).toEqual(['1'])
  expect((await resolved(`models:/${name}/1`)).uid).not.toBe(versionBefore.uid)
  expect(await world.catalog.byUids([before.uid, versionBefore.uid])).toEqual([null, null])
})

test('a version that was just made, or just deleted, is right in the next list of its model', async () => {
  const name = await newModel(1)
  expect(await versionsListed(name)).toEqual(['1'])
  await addVersion(name)
  expect(await versionsListed(name)).toEqual(['2', '1'])
  await writer.send('DELETE', '/model-versions/delete', { name, version: '1' })
  expect(await versionsListed(name)).toEqual(['2'])
})

test('a change of a description is listed at once', async () => {
  const name = await newModel(0)
  await writer.send('PATCH', '/registered-models/update', { name, description: 'new words' })
  const { page } = await world.catalog.list({ kind: 'Model', order: 'NAME', nameContains: name }, whole, newCall())
  expect(page.items.map(({ item }) => item.description)).toEqual(['new words'])
})

test('prompts are no models', async () => {
  expect(await namesListed()).not.toContain(seeded.prompt.name)
  expect(await world.catalog.resolve(`models:/${seeded.prompt.name}`, anything, newCall())).toMatchObject({ ok: false })
})

test('data is found by name and by digest, also before any crawl', async () => {
  const fresh = await catalogWorld([{ id: 'tracking', url: server.url }])
  const { name, digest } = seeded.dataset
  const version = await fresh.catalog.resolve(`dataset:${name}@${digest}`, anything, newCall())
  expect(version).toMatchObject({ ok: true, value: { kind: 'DataVersion', facts: { digest } } })
  expect(await fresh.catalog.resolve(`dataset:${name}`, anything, newCall())).toMatchObject({
    ok: true,
    value: { kind: 'Dataset', name },
  })
})

test('the first question is answered before the mirror has anything', async () => {
  const fresh = await catalogWorld([{ id: 'tracking', url: server.url }])
  const call = newCall()
  const model = await fresh.catalog.resolve(`models:/${seeded.model.name}`, anything, call)
  if (!model.ok) throw new Error(model.problem.message)
  const pages = await fresh.catalog.childrenOfEach('ModelVersion', [model.value], whole, call)
  expect(pages.get(model.value.uid)?.page.items).toHaveLength(seeded.model.versions.length)
  const list = await fresh.catalog.list({ kind: 'Run', order: 'NEWEST' }, whole, call)
  expect(list.sourceStatus).toMatchObject([{ source: 'tracking', complete: false, asOf: null }])
})

test('runs are compared side by side, and a recipe says what it lacks', async () => {
  const [first, second] = seeded.children
  const refs = [`runs:/${first.runId}`, `runs:/${second.runId}`]
  const compared = await world.catalog.compareRuns(refs, { source: null, onlyDiffering: false }, newCall())
  if (!compared.ok) throw new Error(compared.problem.message)
  expect(compared.value.params).toContainEqual({ key: 'depth', values: ['3', null], differs: true })
  expect(compared.value.metrics).toContainEqual({
    key: 'undefined_here',
    datasetName: null,
    datasetDigest: null,
    values: ['NaN', null],
    differs: true,
  })
  const recipe = await world.catalog.reproduceRecipe(`runs:/${first.runId}`, null, newCall())
  if (!recipe.ok) throw new Error(recipe.problem.message)
  expect(recipe.value.repository).toBe('https://git.example/risk.git')
  expect(recipe.value.command?.split('\n')).toContain('git clone -- https://git.example/risk.git source')
  expect(recipe.value.missing.map(({ piece }) => piece)).toEqual(['ARGUMENTS', 'ENVIRONMENT', 'PYTHON_VERSION', 'SEED'])
})
