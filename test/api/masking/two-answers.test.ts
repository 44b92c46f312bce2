import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { sharedTools } from '../../support/tools.ts'
import { quoted } from '../refusals.ts'
import { serveModels } from '../served.ts'
import { bothAnswers, personalRun } from './world.ts'

const { name, runId, address } = await personalRun()
const bucketed = await personalRun({ origin: `s3://masked-rows/${name}` })
const run = quoted(`runs:/${runId}`)
const version = quoted(`models:/${name}/1`)
const { source, server } = await serveModels([
  { name: 'loan-risk', version: 'v1', declared: `models:/${name}/1`, files: { 'weights.txt': Buffer.from('1') } },
])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])

test('two callers ask the same of one run: who may not read sensitive fields gets null, and is told where', async () => {
  const { full, masked } = await bothAnswers<{ run: object }>(
    gateway,
    `{ run(ref: ${run}) { user who: user runId place: artifactUri tags { key value }
      inputs { dataVersion { digest originUri columns { name } } } } }`,
  )
  const whole = full.data?.run
  expect(full.extensions).not.toHaveProperty('masked')
  expect(whole).toMatchObject({ user: address, who: address, place: expect.stringContaining(runId), runId })
  expect(whole).toMatchObject({
    inputs: [{ dataVersion: { originUri: 'https://data.example/loans.csv', columns: [{ name: 'age' }] } }],
  })
  expect(masked).toMatchObject({ status: 200, errors: [] })
  expect(masked.data).toEqual({
    run: {
      user: null,
      who: null,
      runId,
      place: null,
      tags: [
        { key: 'mlflow.runName', value: expect.anything() },
        { key: 'purpose', value: name },
      ],
      inputs: [{ dataVersion: { digest: 'd1', originUri: null, columns: [{ name: 'age' }] } }],
    },
  })
  expect(masked.extensions['masked']).toEqual([
    'run.inputs.0.dataVersion.originUri',
    'run.place',
    'run.tags',
    'run.user',
    'run.who',
  ])
})

test('every row of a list is masked at its own place, and a name that is no address stays', async () => {
  const { full, masked } = await bothAnswers<{ mine: { nodes: { user: string | null }[] } }>(
    gateway,
    `query ($experiment: String) {
      mine: runs(filter: { experiment: $experiment }) { nodes { user artifactUri } edges { node { by: user } } }
      all: runs(first: 100) { nodes { user } } }`,
    { experiment: name },
  )
  expect(full.data).toMatchObject({ mine: { nodes: [{ user: address }], edges: [{ node: { by: address } }] } })
  expect(masked.data).toMatchObject({
    mine: { nodes: [{ user: null, artifactUri: null }], edges: [{ node: { by: null } }] },
  })
  expect(masked.extensions['masked']).toEqual(
    expect.arrayContaining(['mine.edges.0.node.by', 'mine.nodes.0.artifactUri', 'mine.nodes.0.user']),
  )
  expect(masked.extensions).toHaveProperty('cost')
  expect(JSON.stringify(masked)).not.toContain(address)
})

test('an object is masked alike from every door', async () => {
  const { id } = (await gateway.read<{ run: { id: string } }>(`{ run(ref: ${run}) { id } }`)).run
  const { full, masked } = await bothAnswers(
    gateway,
    `query ($id: ID!, $entity: _Any!) {
      node(id: $id) { ... on Run { user } }
      nodes(ids: [$id]) { ... on Run { user } }
      _entities(representations: [$entity]) { ... on Run { user artifactUri } }
      search(text: ${quoted(name)}, kinds: [RUN]) { nodes { node { ... on Run { user } } } }
      modelVersion(ref: ${version}) { artifactUri run { user } }
      compareRuns(refs: [${run}, ${run}]) { runs { user } tags { key } }
      compareVersions(refs: [${version}, ${version}]) { versions { artifactUri } }
      reproduceRecipe(ref: ${run}) { run { user } data { dataVersion { originUri } } } }`,
    { id, entity: { __typename: 'Run', id } },
  )
  expect([full.errors, masked.errors]).toEqual([[], []])
  expect(JSON.stringify(full.data).split(address)).toHaveLength(9)
  expect(masked.data).toMatchObject({
    node: { user: null },
    nodes: [{ user: null }],
    _entities: [{ user: null, artifactUri: null }],
    modelVersion: { artifactUri: null, run: { user: null } },
    compareRuns: { tags: [{ key: 'mlflow.runName' }, { key: 'purpose' }] },
    compareVersions: { versions: [{ artifactUri: null }, { artifactUri: null }] },
    reproduceRecipe: { run: { user: null }, data: [{ dataVersion: { originUri: null } }] },
  })
  for (const secret of [address, 'nowhere', 'data.example']) expect(JSON.stringify(masked)).not.toContain(secret)
})

test('addresses of endpoints, servers and sources are held back, also as names, ids and pictures of lineage', async () => {
  const { full, masked } = await bothAnswers(
    gateway,
    `{ sources { name url }
      deployments { nodes { endpoints { protocol url } versions { artifactUri } } }
      lineage(ref: ${run}) { nodes { id kind name properties } mermaid dot } }`,
  )
  const endpoint = `${server.url}/v2/models/loan-risk/infer`
  expect(JSON.stringify(full.data).split(endpoint).length).toBeGreaterThan(4)
  expect(full.data).toMatchObject({ sources: expect.arrayContaining([{ name: 'tracking', url: expect.anything() }]) })
  expect(masked.data).toMatchObject({
    sources: [
      { name: 'tracking', url: null },
      { name: 'serving', url: null },
    ],
    deployments: { nodes: [{ endpoints: [{ protocol: 'open-inference-v2', url: null }] }] },
    lineage: {
      nodes: expect.arrayContaining([
        expect.objectContaining({
          kind: 'ENDPOINT',
          name: null,
          properties: { protocol: 'open-inference-v2', url: null, isLive: true, environment: 'production' },
        }),
      ]),
    },
  })
  const shown = JSON.stringify(masked)
  const ids = [...shown.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => Buffer.from(id, 'base64url').toString())
  for (const secret of [server.url, sharedTools().mlflowUrl, address, 'data.example'])
    expect(shown + ids.join('\n')).not.toContain(secret)
  expect(masked.extensions['masked']).toEqual(
    expect.arrayContaining(['sources.0.url', 'deployments.nodes.0.endpoints.0.url', 'lineage.mermaid', 'lineage.dot']),
  )
})

test('nobody finds data by an address that they may not read', async () => {
  const { full, masked } = await bothAnswers(
    gateway,
    `{ lineage(ref: "s3://masked-rows/${name}", source: "tracking", direction: UP) { root { ref } } }`,
  )
  expect(full.data).toEqual({ lineage: { root: { ref: `dataset:${bucketed.name}@d1` } } })
  expect(masked.errors).toMatchObject([{ path: ['lineage'], extensions: { code: 'NOT_FOUND' } }])
})
