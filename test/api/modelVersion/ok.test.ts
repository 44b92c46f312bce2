import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const { name } = world.model
const [firstRun] = world.children

test('a version answers by its alias with everything its registry, its run and its own files say', async () => {
  const answer = await read(
    `query ($ref: String!) { modelVersion(ref: $ref) {
      name version ref status stage aliases artifactUri
      tags { key value } model { name } source { name } run { runId }
      signature { inputs { name type required } outputs { type shape } params { name } }
      flavors { name libraryVersion }
      artifacts(first: 3) { nodes { path isDirectory sizeBytes } pageInfo { hasNextPage } }
      copiedFrom { ref } servedBy { match } freshness { source }
    } }`,
    { ref: `models:/${name}@champion` },
  )
  expect(answer).toMatchObject({
    modelVersion: {
      name,
      version: '1',
      ref: `models:/${name}/1`,
      status: 'READY',
      aliases: ['champion'],
      tags: [{ key: 'reviewed', value: 'no' }],
      model: { name },
      source: { name: 'tracking' },
      run: { runId: firstRun.runId },
      signature: {
        inputs: [
          { name: 'age', type: 'double', required: true },
          { name: 'income', type: 'double', required: false },
        ],
        outputs: [{ type: 'int64', shape: [-1] }],
        params: [{ name: 'threshold' }],
      },
      artifacts: {
        nodes: [
          { path: 'MLmodel', isDirectory: false },
          { path: 'conda.yaml', isDirectory: false, sizeBytes: '17' },
          { path: 'data', isDirectory: true, sizeBytes: null },
        ],
        pageInfo: { hasNextPage: true },
      },
      copiedFrom: null,
      servedBy: [],
      freshness: { source: 'tracking' },
    },
  })
})

test('a version answers by its number, and a copy names the version it was copied from', async () => {
  const answer = await read(
    'query ($a: String!, $b: String!) { a: modelVersion(ref: $a) { version aliases } b: modelVersion(ref: $b) { copiedFrom { ref } } }',
    { a: `models:/${name}/2`, b: `models:/${world.copy.name}/1` },
  )
  expect(answer).toEqual({
    a: { version: '2', aliases: [] },
    b: { copiedFrom: { ref: `models:/${name}/1` } },
  })
})

test('the digest of a version is the same for the same files and does not change', async () => {
  const query = `query ($a: String!, $b: String!) { a: modelVersion(ref: $a) { artifactDigest } b: modelVersion(ref: $b) { artifactDigest } }`
  const variables = { a: `models:/${name}/1`, b: `models:/${name}/2` }
  // Every file of both is read, by way of MLflow.
  const patient = { timeoutMs: 60_000 }
  const first = await read<Record<'a' | 'b', { artifactDigest: string }>>(query, variables, patient)
  expect(first.a.artifactDigest).toMatch(/^[0-9a-f]{64}$/)
  expect(first.b).toEqual(first.a)
  expect(await read(query, variables, patient)).toEqual(first)
})
