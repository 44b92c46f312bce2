import { beforeAll, describe, expect, test } from 'vitest'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { type Serving, serveModels } from '../api/served.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { createVersion, mlflowWriter, type SeededMlflow, seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, sharedTools } from '../support/tools.ts'

let gateway: TestGateway
let seeded: SeededMlflow
let serving: Serving

beforeAll(async () => {
  seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
  const { name } = seeded.model
  serving = await serveModels([
    { name: 'loan-risk', version: 'v1', declared: `models:/${name}/1`, files: seeded.files.content },
  ])
  gateway = await startGateway({
    sources: [mlflowSource(), serving.source],
    // No crawl comes to help: what follows is what each answer itself asks the tools.
    config: {
      sync: { intervalMs: 600_000 },
      targets: [{ environment: 'production', source: 'tracking', kind: 'ALIAS', ref: `models:/${name}@champion` }],
    },
  })
  await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])
})

const writer = () => mlflowWriter({ url: sharedTools().mlflowUrl })

test('an alias that a plain client moved is moved in the next answer, everywhere', async () => {
  const { name } = seeded.model
  const ask = () =>
    gateway.read(
      `query ($ref: String!, $alias: String!, $name: String!, $old: String!, $new: String!) {
        models(filter: { nameContains: $name }) { nodes { aliases { alias version } versions { nodes { version aliases } } } }
        model(ref: $ref) { aliases { alias version modelVersion { version } } }
        modelVersion(ref: $alias) { version aliases }
        old: modelVersion(ref: $old) { aliases }
        new: modelVersion(ref: $new) { aliases }
        targets { modelVersion { version } }
      }`,
      {
        ref: `models:/${name}`,
        alias: `models:/${name}@champion`,
        name,
        old: `models:/${name}/1`,
        new: `models:/${name}/2`,
      },
    )
  const answerWith = (champion: '1' | '2') => {
    const of = (version: string) => (version === champion ? ['champion'] : [])
    const versions = ['2', '1'].map((version) => ({ version, aliases: of(version) }))
    return {
      models: { nodes: [{ aliases: [{ alias: 'champion', version: champion }], versions: { nodes: versions } }] },
      model: { aliases: [{ alias: 'champion', version: champion, modelVersion: { version: champion } }] },
      modelVersion: { version: champion, aliases: ['champion'] },
      old: { aliases: of('1') },
      new: { aliases: of('2') },
      targets: [{ modelVersion: { version: champion } }],
    }
  }
  expect(await ask()).toEqual(answerWith('1'))
  await writer().post('/registered-models/alias', { name, alias: 'champion', version: '2' })
  expect(await ask()).toEqual(answerWith('2'))
  await writer().post('/registered-models/alias', { name, alias: 'champion', version: '1' })
  expect(await ask()).toEqual(answerWith('1'))
})

test('a version registered a moment ago is in the next answer, as the newest', async () => {
  const { name, versions } = seeded.model
  const source = versions[0]?.source ?? ''
  const { version } = await createVersion(writer(), { name, source, runId: seeded.children[0].runId })
  const answer = await gateway.read(
    `query ($ref: String!, $name: String!, $version: String!) {
      models(filter: { nameContains: $name }) { nodes { versions(first: 1) { nodes { version } } latestVersion { version } } }
      model(ref: $ref) { versions(first: 1) { nodes { version } } latestVersion { version } }
      modelVersion(ref: $version) { version status }
    }`,
    { ref: `models:/${name}`, name, version: `models:/${name}/${version}` },
  )
  const newest = { versions: { nodes: [{ version }] }, latestVersion: { version } }
  expect(answer).toEqual({
    models: { nodes: [newest] },
    model: newest,
    modelVersion: { version, status: 'READY' },
  })
})

test('a name that was deleted and registered again is another model with another id, and the old id is nobody', async () => {
  const { name, versions } = seeded.copy
  const query =
    'query ($ref: String!, $first: String!) { model(ref: $ref) { id versions { nodes { id } } } modelVersion(ref: $first) { id } }'
  const variables = { ref: `models:/${name}`, first: `models:/${name}/1` }
  interface Found {
    readonly model: { readonly id: string; readonly versions: { readonly nodes: readonly { readonly id: string }[] } }
    readonly modelVersion: { readonly id: string }
  }
  const before = await gateway.read<Found>(query, variables)
  await writer().send('DELETE', '/registered-models/delete', { name })
  await writer().post('/registered-models/create', { name, description: 'the second of its name' })
  await createVersion(writer(), { name, source: versions[0]?.source ?? '' })

  const listed = await gateway.read<{ models: { nodes: { id: string; description: string }[] } }>(
    'query ($name: String!) { models(filter: { nameContains: $name }) { nodes { id name description } } }',
    { name },
  )
  expect(listed.models.nodes).toMatchObject([{ name, description: 'the second of its name' }])
  const after = await gateway.read<Found>(query, variables)
  expect(after.model.id).toBe(listed.models.nodes[0]?.id)
  expect(after.model.id).not.toBe(before.model.id)
  expect(after.modelVersion.id).not.toBe(before.modelVersion.id)
  expect(after.model.versions.nodes).toEqual([{ id: after.modelVersion.id }])

  const old = 'query ($model: ID!, $version: ID!) { model: node(id: $model) { id } version: node(id: $version) { id } }'
  expect(await gateway.read(old, { model: before.model.id, version: before.modelVersion.id })).toEqual({
    model: null,
    version: null,
  })
})

test('a name that was deleted is gone from the next answer, by name, by id and in lists', async () => {
  const name = `short-lived-${seeded.dataset.digest}`
  await writer().post('/registered-models/create', { name })
  const { model } = await gateway.read<{ model: { id: string } }>('query ($ref: String!) { model(ref: $ref) { id } }', {
    ref: `models:/${name}`,
  })
  await writer().send('DELETE', '/registered-models/delete', { name })
  // One door at a time: each has to notice by itself.
  expect(await gateway.read('query ($id: ID!) { node(id: $id) { id } }', { id: model.id })).toEqual({ node: null })
  const byName = await gateway.ask('query ($ref: String!) { model(ref: $ref) { id } }', { ref: `models:/${name}` })
  expect(byName.errors).toMatchObject([{ path: ['model'], extensions: { code: 'NOT_FOUND' } }])
  const byId = await gateway.ask('query ($id: String!) { model(ref: $id) { id } }', { id: model.id })
  expect(byId.errors).toMatchObject([{ path: ['model'], extensions: { code: 'NOT_FOUND' } }])
  expect(
    await gateway.read('query ($name: String!) { models(filter: { nameContains: $name }) { nodes { id } } }', { name }),
  ).toEqual({ models: { nodes: [] } })
})

describe('a model server', () => {
  const question = `query ($ref: String!) {
    modelVersion(ref: $ref) { version aliases run { runId } servedBy { state match deployment { name } } }
    deployments { nodes { name state versions { version } } sourceStatus { source state error { code retryable } } }
    liveAt { nodes { served { deployment { name } } } }
    sources { name state }
    viewer { name }
  }`
  const ask = () => gateway.ask<Record<string, unknown>>(question, { ref: `models:/${seeded.model.name}/1` })
  const alive = {
    modelVersion: {
      version: '1',
      servedBy: [{ state: 'READY', match: 'DECLARED', deployment: { name: 'loan-risk' } }],
    },
    deployments: { nodes: [{ name: 'loan-risk', state: 'READY', versions: [{ version: 'v1' }] }] },
    liveAt: { nodes: [{ served: { deployment: { name: 'loan-risk' } } }] },
  }

  test('that was stopped nulls its branch in the next answer with code, source and retryable, and everything else is there', async () => {
    expect(await ask()).toMatchObject({ errors: [], data: alive })
    await serving.server.stop()
    const answer = await ask()
    expect(answer).toMatchObject({
      status: 200,
      data: {
        modelVersion: { version: '1', aliases: ['champion'], run: { runId: seeded.children[0].runId }, servedBy: null },
        deployments: {
          nodes: [{ name: 'loan-risk', state: null, versions: null }],
          sourceStatus: [{ source: 'serving', error: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }],
        },
        viewer: { name: 'admin' },
      },
    })
    expect(answer.errors.length).toBeGreaterThan(0)
    for (const { extensions } of answer.errors) {
      expect(extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', source: 'serving', retryable: true })
    }
  })

  test('that is back is in the next answer', async () => {
    await ownTool(startMlserver({ repositoryDir: serving.repository, port: serving.server.port }))
    // While it was away its calls were refused at once; the first one after a second tries it again.
    await expect.poll(async () => (await ask()).errors, { timeout: 20_000 }).toEqual([])
    expect(await ask()).toMatchObject({ errors: [], data: alive })
  })
})
