import { expect, test } from 'vitest'
import { mlflowSource, startGateway, type TestGateway } from '../../support/gateway.ts'
import { temporaryFolder } from '../../support/tools.ts'
import { quoted, refusalOf } from '../refusals.ts'
import { apiWorld } from '../world.ts'

const world = await apiWorld()
const ref = `models:/${world.model.name}`
const directory = temporaryFolder('renamed')

async function gatewayOn(ids: readonly string[]): Promise<TestGateway> {
  const gateway = await startGateway({ directory, sources: ids.map((id) => mlflowSource(id)) })
  for (const id of ids) await gateway.caughtUp(id)
  return gateway
}

interface Named {
  readonly source: { readonly name: string }
}

const lists = `query ($name: String!) {
  models(filter: { nameContains: $name }) { nodes { source { name } } }
  search(text: $name, kinds: [MODEL]) { nodes { node { ... on Model { source { name } } } } }
  experiments(first: 100) { nodes { source { name } } }
  runs(first: 100) { nodes { source { name } } }
  datasets(first: 100) { nodes { source { name } } }
}`

async function sourcesInLists({ read }: TestGateway): Promise<readonly string[]> {
  interface List {
    readonly nodes: readonly (Named | { readonly node: Named })[]
  }
  const answer = await read<Readonly<Record<string, List>>>(lists, { name: world.model.name })
  const found = Object.entries(answer).flatMap(([list, { nodes }]) =>
    nodes.map((hit) => `${list}: ${('node' in hit ? hit.node : hit).source.name}`),
  )
  return [...new Set(found)].toSorted()
}

const every = (...names: readonly string[]) =>
  ['datasets', 'experiments', 'models', 'runs', 'search'].flatMap((list) => names.map((name) => `${list}: ${name}`))

test('a source that is removed takes its objects out of every answer, and brings them back when it returns', async () => {
  const both = await gatewayOn(['old', 'tracking'])
  expect(await sourcesInLists(both)).toEqual(every('old', 'tracking'))
  const { model } = await both.read<{ model: { id: string } }>(`{ model(ref: ${quoted(ref)}, source: "old") { id } }`)
  await both.close()

  const one = await gatewayOn(['tracking'])
  expect(await sourcesInLists(one)).toEqual(every('tracking'))
  const gone = `{
    node(id: ${quoted(model.id)}) { id }
    nodes(ids: [${quoted(model.id)}]) { id }
    _entities(representations: [{ __typename: "Model", id: ${quoted(model.id)} }]) { __typename }
    model(ref: ${quoted(ref)}) { source { name } }
  }`
  expect(await one.read(gone)).toEqual({
    node: null,
    nodes: [null],
    _entities: [null],
    model: { source: { name: 'tracking' } },
  })
  for (const field of [`model(ref: ${quoted(model.id)}) { id }`, `lineage(ref: ${quoted(model.id)}) { complete }`]) {
    expect((await refusalOf(one, field)).extensions.code).toBe('NOT_FOUND')
  }
  await one.close()

  const again = await startGateway({ directory, sources: [mlflowSource('old'), mlflowSource('tracking')] })
  expect(await again.read(`{ node(id: ${quoted(model.id)}) { id ... on Model { description } } }`)).toEqual({
    node: { id: model.id, description: 'Who pays back' },
  })
})
