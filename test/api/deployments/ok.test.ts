import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { cursorOf, expectListArguments, quoted } from '../refusals.ts'
import { serveModels } from '../served.ts'
import { apiWorld, filesOfFirstVersion } from '../world.ts'

const world = await apiWorld()
const { name } = world.model
const files = await filesOfFirstVersion(world)
const { source, server } = await serveModels([
  { name: 'loan-risk', version: 'v1', declared: `models:/${name}/1`, files },
  { name: 'stranger', version: 'v7' },
])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
const { read, caughtUp } = gateway
await Promise.all([caughtUp('tracking'), caughtUp('serving')])

test('deployments are listed by name with what they really serve, and what nobody registered is unknown', async () => {
  const answer = await read(`{ deployments { nodes {
    name ref source { name } environment { name } state endpoints { protocol url }
    versions { version state match modelVersion { ref } candidates { ref } } freshness { source } }
    sourceStatus { source complete } } }`)
  const common = {
    source: { name: 'serving' },
    environment: { name: 'production' },
    state: 'READY',
    freshness: { source: 'serving' },
  }
  expect(answer).toEqual({
    deployments: {
      nodes: [
        {
          ...common,
          name: 'loan-risk',
          ref: 'deployment:serving/loan-risk',
          endpoints: [{ protocol: 'open-inference-v2', url: `${server.url}/v2/models/loan-risk/infer` }],
          versions: [
            {
              version: 'v1',
              state: 'READY',
              match: 'DECLARED',
              modelVersion: { ref: `models:/${name}/1` },
              candidates: expect.arrayContaining([{ ref: `models:/${name}/1` }]),
            },
          ],
        },
        {
          ...common,
          name: 'stranger',
          ref: 'deployment:serving/stranger',
          endpoints: [{ protocol: 'open-inference-v2', url: `${server.url}/v2/models/stranger/infer` }],
          versions: [{ version: 'v7', state: 'READY', match: 'UNKNOWN', modelVersion: null, candidates: [] }],
        },
      ],
      sourceStatus: [{ source: 'serving', complete: true }],
    },
  })
})

test('a version tells where it is being served', async () => {
  expect(
    await read(
      `{ modelVersion(ref: ${quoted(`models:/${name}/1`)}) { servedBy { version state match deployment { ref } } } }`,
    ),
  ).toEqual({
    modelVersion: {
      servedBy: [
        { version: 'v1', state: 'READY', match: 'DECLARED', deployment: { ref: 'deployment:serving/loan-risk' } },
      ],
    },
  })
})

test.each([
  ['environment: "production"', 2],
  ['environment: "staging"', 0],
  ['source: "serving"', 2],
  ['nameContains: "STRANGE"', 1],
  ['environment: "production", nameContains: "loan"', 1],
])('deployments are filtered by %s', async (filter, count) => {
  const { deployments } = await read<{ deployments: { nodes: unknown[] } }>(
    `{ deployments(filter: { ${filter} }) { nodes { name } } }`,
  )
  expect(deployments.nodes).toHaveLength(count)
})

test('a page of more than 100, and a cursor that this list did not give out, are refused', async () => {
  const other = await cursorOf(gateway, 'models')
  await expectListArguments(gateway, (args) => `deployments(${args}) { nodes { id } }`, other)
  await expectListArguments(gateway, (args) => `liveAt(${args}) { nodes { served { match } } }`, other)
})
