import { expect, test } from 'vitest'
import { refusalOf } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()

test.each([
  ['models(filter: { source: "nowhere" }) { nodes { id } }', ['filter', 'source']],
  ['runs(filter: { source: "nowhere" }) { nodes { id } }', ['filter', 'source']],
  ['experiments(filter: { source: "nowhere" }) { nodes { id } }', ['filter', 'source']],
  ['datasets(filter: { source: "nowhere" }) { nodes { id } }', ['filter', 'source']],
  ['deployments(filter: { source: "nowhere" }) { nodes { id } }', ['filter', 'source']],
  ['deployments(filter: { source: "nowhere", environment: "production" }) { nodes { id } }', ['filter', 'source']],
  ['validationCatalog(filter: { source: "nowhere" }) { nodes { truncated } }', ['filter', 'source']],
  ['search(text: "a", source: "nowhere") { nodes { name } }', ['source']],
  ['modelVersion(ref: "models:/a/1", source: "nowhere") { id }', ['source']],
  ['lineage(ref: "models:/a/1", source: "nowhere") { complete }', ['source']],
])('a source that is not configured is refused with those that are: %s', async (field, path) => {
  const { extensions } = await refusalOf(gateway, field)
  expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: path, known: ['tracking', 'twin', 'openlineage'] })
})

test.each([
  ['deployments(filter: { environment: "moon" }) { nodes { id } }', ['filter', 'environment']],
  ['liveAt(environment: "moon") { nodes { served { match } } }', ['environment']],
  ['targets(environment: "moon") { id }', ['environment']],
])('an environment that does not exist is refused with those that do: %s', async (field, path) => {
  const { extensions } = await refusalOf(gateway, field)
  expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: path, known: ['staging', 'production'] })
})
