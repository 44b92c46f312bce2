import { beforeAll, expect, test } from 'vitest'
import { candidatesOf, quoted, refusalOf } from '../api/refusals.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { mlflowWriter, type SeededMlflow, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'
import { startToolProxy } from './tool-proxy.ts'

let seeded: SeededMlflow
let gateway: TestGateway
const unseen = uniqueName('unseen')

beforeAll(async () => {
  const url = sharedTools().mlflowUrl
  seeded = await seedMlflow({ url })
  const proxy = await startToolProxy(url)
  gateway = await startGateway({
    sources: [mlflowSource('tracking'), mlflowSource('down', { url: proxy.url })],
    // What was read in the background before would answer for a tool that is away.
    config: { cache: { objectTtlMs: 0 } },
  })
  await Promise.all(['tracking', 'down'].map((source) => gateway.caughtUp(source)))
  proxy.behave('refuse')
  // Made when one of the two can no longer be asked about it.
  await mlflowWriter({ url }).post('/registered-models/create', { name: unseen })
})

const away = { code: 'UPSTREAM_UNAVAILABLE', source: 'down', retryable: true }

test('an object that the mirror knows answers with its name, and its live fields say who is missing', async () => {
  const [run] = seeded.children
  const { name } = seeded.model
  const ref = (text: string) => `ref: ${quoted(text)}, source: "down"`
  const { data, errors } = await gateway.ask(`{
    model(${ref(`models:/${name}`)}) { name ref source { name state } description versions { nodes { version status } } }
    modelVersion(${ref(`models:/${name}/2`)}) { name version tags { key } model { name } }
    run(${ref(`runs:/${run.runId}`)}) { runId experiment { name } status }
    dataset(${ref(`dataset:${seeded.dataset.name}`)}) { name versions { nodes { digest } } }
  }`)
  expect(data).toMatchObject({
    model: {
      name,
      ref: `models:/${name}`,
      source: { name: 'down', state: 'DOWN' },
      description: null,
      versions: {
        nodes: [
          { version: '2', status: null },
          { version: '1', status: null },
        ],
      },
    },
    modelVersion: { name, version: '2', tags: null, model: { name } },
    run: { runId: run.runId, experiment: { name: expect.any(String) }, status: null },
    dataset: { name: seeded.dataset.name, versions: { nodes: [{ digest: seeded.dataset.digest }] } },
  })
  const paths = errors.map(({ path }) => (path ?? []).join('.')).toSorted()
  expect(paths).toEqual([
    'model.description',
    'model.versions.nodes.0.status',
    'model.versions.nodes.1.status',
    'modelVersion.tags',
    'run.status',
  ])
  for (const { extensions } of errors) expect(extensions).toMatchObject(away)
})

test('what the mirror does not know, or what moves, is not called unknown while its source is away', async () => {
  for (const ref of ['models:/nobody-registered-this', `models:/${unseen}`]) {
    expect((await refusalOf(gateway, `model(ref: ${quoted(ref)}, source: "down") { id }`)).extensions).toMatchObject(
      away,
    )
  }
  for (const ref of [`models:/${seeded.model.name}@champion`, `models:/${seeded.model.name}/latest`]) {
    const field = `modelVersion(ref: ${quoted(ref)}, source: "down") { id }`
    expect((await refusalOf(gateway, field)).extensions).toMatchObject(away)
  }
  const everywhere = await refusalOf(gateway, 'model(ref: "models:/nobody-registered-this") { id }')
  expect(everywhere.extensions).toMatchObject(away)
})

test('a source that is away still makes a name ambiguous that the mirror knows of it, and no other', async () => {
  const field = (name: string) => `model(ref: ${quoted(`models:/${name}`)}) { source { name } }`
  const candidates = await candidatesOf(gateway, field(seeded.model.name))
  expect(candidates.map(({ source }) => source)).toEqual(['down', 'tracking'])
  expect(await gateway.read(`{ found: ${field(unseen)} }`)).toEqual({ found: { source: { name: 'tracking' } } })
})
