import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { serveModels } from '../served.ts'
import { apiWorld, filesOfFirstVersion } from '../world.ts'

const world = await apiWorld()
const { name } = world.model
const files = await filesOfFirstVersion(world)
const { source } = await serveModels([{ name: 'loan-risk', version: 'v1', declared: `models:/${name}/1`, files }])
const targets = [
  { environment: 'staging', source: 'tracking', kind: 'ALIAS', ref: `models:/${name}@champion` },
  { environment: 'staging', source: 'tracking', kind: 'ALIAS', ref: `models:/${name}@nobody` },
  { environment: 'production', source: 'serving', kind: 'DEPLOYMENT', ref: 'loan-risk' },
]
const { read, caughtUp } = await startGateway({ sources: [mlflowSource(), source], config: { targets } })
await caughtUp('tracking')

const fields = '{ kind nativeRef environment { name } source { name } modelVersion { ref } }'

test('a target names the version that its alias or its endpoint stands for now', async () => {
  const answer = await read<{ targets: { nativeRef: string }[] }>(`{ targets ${fields} }`)
  expect(answer.targets).toHaveLength(3)
  expect(answer.targets).toContainEqual({
    kind: 'ALIAS',
    nativeRef: `models:/${name}@champion`,
    environment: { name: 'staging' },
    source: { name: 'tracking' },
    modelVersion: { ref: `models:/${name}/1` },
  })
  expect(answer.targets).toContainEqual({
    kind: 'DEPLOYMENT',
    nativeRef: 'loan-risk',
    environment: { name: 'production' },
    source: { name: 'serving' },
    modelVersion: { ref: `models:/${name}/1` },
  })
})

test('a target whose alias nobody set stands for nothing', async () => {
  const { targets: found } = await read<{ targets: { nativeRef: string }[] }>(
    `{ targets(environment: "staging") ${fields} }`,
  )
  expect(found).toHaveLength(2)
  expect(found).toContainEqual(expect.objectContaining({ nativeRef: `models:/${name}@nobody`, modelVersion: null }))
})
