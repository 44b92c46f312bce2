import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { aliasInMlflow, approvalWorld } from './approval-world.ts'

const root = temporaryFolder('releases')
const environments = [
  { name: 'staging', rank: 1 },
  { name: 'production', rank: 2, protected: true, release: { store: 'releases', prefix: 'production' } },
]
const world = await approvalWorld({ environments }, async () => ({
  sources: [{ id: 'releases', kind: 'filesystem', root }],
  targets: [],
}))
const { dana, rita, bo, model, version, settles } = world

test('a promotion copies the files to the release location before the alias moves, and tells where', {
  timeout: 300_000,
}, async () => {
  const asked = { ref: version(3), environment: 'production', reason: 'It is better.' }
  const { request, userErrors } = await dana.does('requestApproval', asked)
  expect(userErrors).toEqual([])
  for (const who of [rita, bo]) await who.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  const { artifactDigest } = await settles(request.id, 'COMPLETED')
  expect(await aliasInMlflow(model, 'champion')).toBe('3')
  expect(readdirSync(join(root, 'production'))).toEqual([artifactDigest])

  const fields =
    'effects { place state value } modelVersion { releases { environment store path digest request { id } } }'
  const query = `query ($id: ID!) { approvalRequest(id: $id) { ${fields} } }`
  const { effects, modelVersion } = (await dana.read(query, { id: request.id })).approvalRequest
  expect(effects.slice(0, 3)).toEqual([
    { place: `release of ${model} version 3`, state: 'VERIFIED', value: artifactDigest },
    { place: `alias champion of ${model}`, state: 'VERIFIED', value: '3' },
    { place: `tag modelwarden.release of ${model} version 3`, state: 'VERIFIED', value: `releases:${artifactDigest}` },
  ])
  expect(modelVersion.releases).toEqual([
    {
      environment: 'production',
      store: 'releases',
      path: `production/${artifactDigest}`,
      digest: artifactDigest,
      request: { id: request.id },
    },
  ])
  const back = await dana.does('rollBack', { model: `models:/${model}`, environment: 'production', reason: 'No.' })
  expect(back.userErrors).toEqual([])
  expect(JSON.stringify(back.request.plan)).not.toContain('release')
  expect(await world.findings()).toEqual([])
})
