import { describe, expect, test } from 'vitest'
import { versionNativeId } from '../../../src/connector/index.ts'
import { inParallel } from '../../../src/kernel/in-parallel.ts'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { createRun, createVersion, logDataset, mlflowWriter, seedMlflow } from '../../support/seed-mlflow.ts'
import { ownTool, sharedTools, temporaryFolder, uniqueName } from '../../support/tools.ts'
import { connectTo, keyOf } from './session.ts'

const floor = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow-floor'), release: 'floor' }))
const servers = [
  { release: 'newest', url: sharedTools().mlflowOnS3Url },
  { release: 'floor', url: floor.url },
]

describe.each(servers)('the registry of the $release MLflow', ({ url }) => {
  const writer = mlflowWriter({ url })

  test('an alias that another client moved is followed by the next read', async () => {
    const { model } = await seedMlflow({ url })
    await using session = connectTo({ url })
    const before = await session.registry.versionByAlias(keyOf(model.name), 'champion', session.call)
    await writer.post('/registered-models/alias', { name: model.name, alias: 'champion', version: '2' })
    const after = await session.registry.versionByAlias(keyOf(model.name), 'champion', session.call)
    expect([before?.version, after?.version]).toEqual(['1', '2'])
    const [record] = await session.registry.models([keyOf(model.name)], session.call)
    expect(record?.aliases).toEqual([{ alias: 'champion', version: '2' }])
  })

  test('a name that was deleted and registered again is another model', async () => {
    const name = uniqueName('reborn')
    await using session = connectTo({ url })
    const make = () => writer.post('/registered-models/create', { name })
    await make()
    const [first] = await session.registry.models([keyOf(name)], session.call)
    await writer.send('DELETE', '/registered-models/delete', { name })
    const [gone] = await session.registry.models([keyOf(name)], session.call)
    await make()
    const [second] = await session.registry.models([keyOf(name)], session.call)
    expect(gone).toBeNull()
    expect(second?.createdAt).toBeGreaterThan(first?.createdAt ?? Number.POSITIVE_INFINITY)
  })

  test('a deleted version is gone, alone and in a batch', async () => {
    const { model } = await seedMlflow({ url })
    await using session = connectTo({ url })
    await writer.send('DELETE', '/model-versions/delete', { name: model.name, version: '2' })
    const ids = ['1', '2', '3', '4', '5'].map((version) => keyOf(versionNativeId(model.name, version)))
    const batch = await session.registry.versions(ids, session.call)
    const alone = await session.registry.versions(ids.slice(1, 2), session.call)
    expect(batch.map((version) => version?.version ?? null)).toEqual(['1', null, null, null, null])
    expect(alone).toEqual([null])
    expect(await session.registry.versionsOf(keyOf(model.name), session.call)).toHaveLength(1)
  })

  test('a prompt is no model, however it is asked for', async () => {
    const { prompt, model } = await seedMlflow({ url })
    await using session = connectTo({ url })
    const { registry, call } = session
    const names = [prompt.name, model.name, 'no', 'such', 'names'].map(keyOf)
    expect((await registry.models(names, call)).map((found) => found?.name ?? null)).toEqual([
      null,
      model.name,
      null,
      null,
      null,
    ])
    expect(await registry.models([keyOf(prompt.name)], call)).toEqual([null])
    expect(await registry.versions([keyOf(versionNativeId(prompt.name, '1'))], call)).toEqual([null])
    expect(await registry.versionsOf(keyOf(prompt.name), call)).toEqual([])
    expect(await registry.versionByAlias(keyOf(prompt.name), 'live', call)).toBeNull()
    for (const stream of ['models', 'versions'] as const) {
      const batches = await session.crawl({ stream, mode: 'FULL', cursor: null })
      const records = batches.flatMap((batch) => batch.records)
      expect(records.some((record) => record.nativeId.startsWith(prompt.name))).toBe(false)
    }
  })

  test('a copied version says where it was copied from, and its files are found where they lie', async () => {
    const { copy, model, files } = await seedMlflow({ url })
    await using session = connectTo({ url })
    const { registry, call } = session
    const [copied] = await registry.versions([keyOf(versionNativeId(copy.name, '1'))], call)
    if (!copied) throw new Error('The copied version is missing')
    expect(copied.copiedFrom).toEqual({ modelName: model.name, version: '1' })
    expect(await registry.locate(copied, call)).toBe(`mlflow-artifacts:/${files.path}`)
    expect((await registry.describe(copied, call))?.flavors.map((flavor) => flavor.name)).toContain('sklearn')
    await using behind = connectTo({ url, artifacts: { root: 's3://models/mlflow/' } })
    expect(await behind.registry.locate(copied, call)).toBe(`s3://models/mlflow/${files.path}`)
    expect(behind.store.claim(`mlflow-artifacts:/${files.path}`)).toBeNull()
  })

  test('a source that names a run is followed to its files, and a chain without end leads nowhere', async () => {
    const { copy, children, files } = await seedMlflow({ url })
    await using session = connectTo({ url })
    const { registry, call } = session
    const [copied] = await registry.versions([keyOf(versionNativeId(copy.name, '1'))], call)
    if (!copied) throw new Error('The copied version is missing')
    // MLflow refuses to register such a version, so the record is made as another tool's client might have.
    const name = uniqueName('unregistered')
    const lost = {
      ...copied,
      modelName: name,
      nativeId: versionNativeId(name, '1'),
      sourceUri: `runs:/${children[0].runId}/model`,
    }
    expect(await registry.locate(lost, call)).toBeNull()
    expect(await registry.locate({ ...copied, sourceUri: `mlflow-artifacts:/${files.path}/../..` }, call)).toBeNull()
    expect(await registry.locate({ ...copied, sourceUri: 's3://elsewhere/x' }, call)).toBe('s3://elsewhere/x')
  })

  test('a version without a description file is described as null', async () => {
    const { children } = await seedMlflow({ url })
    const [run] = children
    const name = uniqueName('bare')
    await writer.post('/registered-models/create', { name })
    await createVersion(writer, { name, source: `${run.artifactUri}/nothing here`, runId: run.runId })
    await using session = connectTo({ url })
    const [version] = await session.registry.versions([keyOf(versionNativeId(name, '1'))], session.call)
    if (!version) throw new Error('The version is missing')
    expect(await session.registry.describe(version, session.call)).toBeNull()
  })

  test('names with quotes, wildcards and other scripts find themselves and nothing else', async () => {
    const tag = uniqueName('odd')
    const odd = [
      `it's "${tag}"`,
      `\`${tag}\``,
      `${tag}%`,
      `${tag}_`,
      `${tag} OR 1=1`,
      `${tag}') OR name IN ('x`,
      `${tag} é 魚 🐟`,
      `back\\slash ${tag}\\`,
    ]
    const bystander = `${tag}x`
    for (const name of [...odd, bystander]) {
      await writer.post('/registered-models/create', { name })
      await createVersion(writer, { name, source: 's3://models/none' })
    }
    await using session = connectTo({ url })
    const { registry, call } = session
    const models = await registry.models(odd.map(keyOf), call)
    expect(models.map((model) => model?.name)).toEqual(odd)
    const versions = await registry.versions(
      odd.map((name) => keyOf(versionNativeId(name, '1'))),
      call,
    )
    expect(versions.map((version) => version?.modelName)).toEqual(odd)
    for (const name of odd) {
      const [alone] = await registry.models([keyOf(name)], call)
      const own = await registry.versionsOf(keyOf(name), call)
      expect([alone?.name, ...own.map((version) => version.modelName)]).toEqual([name, name])
    }
    const hostile = ["' OR '1'='1", '%', '', 'a\0b', '\ud800', 'x'.repeat(5_000)]
    expect(await registry.models(hostile.map(keyOf), call)).toEqual(hostile.map(() => null))
    expect(await registry.versions(hostile.map(keyOf), call)).toEqual(hostile.map(() => null))
  })
})

describe.each(servers)('the tracker of the $release MLflow', ({ url }) => {
  const writer = mlflowWriter({ url })

  test('data whose name holds quotes is found by it', async () => {
    const { parent } = await seedMlflow({ url })
    const dataset = { name: `it's "${uniqueName('data')}" 100%`, digest: "d'1", rowCount: 1, columns: ['a'] }
    await logDataset(writer, { runId: parent.runId, dataset, context: 'test' })
    await using session = connectTo({ url })
    const data = { workspace: '', name: dataset.name, digest: dataset.digest }
    const found = await session.tracker.runsByData(data, 10, session.call)
    expect(found.map((run) => run.nativeId)).toEqual([parent.runId])
    expect(found[0]?.inputs.map((input) => [input.role, input.rowCount])).toEqual([['TEST', 1]])
    expect(await session.tracker.runsByData({ ...data, digest: 'd_1' }, 10, session.call)).toEqual([])
  })

  test('a password in the address of a repository or of data is not passed on', async () => {
    const { children } = await seedMlflow({ url })
    await using session = connectTo({ url })
    const [run] = await session.tracker.runs([{ ...keyOf(children[0].runId), experimentId: null }], session.call)
    expect(JSON.stringify(run)).not.toMatch(/hunter2|user:word/)
    expect(run?.repository).toBe('https://git.example/risk.git')
  })

  test('runs that are deleted or many of which began at once are crawled exactly', async () => {
    const { experimentIds } = await seedMlflow({ url })
    const [experimentId = ''] = experimentIds
    const startTime = 1_600_000_000_000
    const places = Array.from({ length: 450 }, (_, at) => at)
    const made = await inParallel(places, 8, (at) => createRun(writer, { experimentId, name: `r${at}`, startTime }))
    const [deleted, ...left] = made
    await writer.post('/runs/delete', { run_id: deleted?.runId })
    await using session = connectTo({ url })
    const batches = await session.crawl({ stream: 'runs', mode: 'FULL', cursor: null })
    const ids = batches.flatMap((batch) => batch.records.map((record) => record.nativeId))
    const own = ids.filter((id) => made.some((run) => run.runId === id))
    expect(own.toSorted()).toEqual(left.map((run) => run.runId).toSorted())
    expect(Math.max(...batches.map((batch) => batch.records.length))).toBeLessThanOrEqual(500)
  })
})
