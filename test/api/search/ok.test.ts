import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

interface Hits {
  readonly search: {
    readonly nodes: readonly { readonly kind: string; readonly name: string; readonly matchedIn: readonly string[] }[]
  }
}

const search = (text: string, more = '') =>
  read<Hits>(
    `{ search(text: ${quoted(text)}${more}) { nodes { kind name ref source matchedIn node { id __typename } } } }`,
  )

test('objects of every kind are found by a word of their name, and lead to themselves', async () => {
  const { search: found } = await search(world.tag)
  expect(new Set(found.nodes.map(({ kind }) => kind))).toEqual(
    new Set(['MODEL', 'MODEL_VERSION', 'EXPERIMENT', 'DATASET']),
  )
  expect(found.nodes).toContainEqual({
    kind: 'MODEL',
    name: world.model.name,
    ref: `models:/${world.model.name}`,
    source: 'tracking',
    matchedIn: ['name'],
    node: { id: expect.any(String), __typename: 'Model' },
  })
})

test('every word must be there, wherever it is', async () => {
  const found = await search(`pays BACK ${world.tag}`, ', kinds: [MODEL]')
  expect(found.search.nodes).toMatchObject([{ name: world.model.name }])
  expect(found.search.nodes[0]?.matchedIn.toSorted()).toEqual(['description', 'name'])
  expect((await search(`pays back ${world.tag} nevermore`)).search.nodes).toEqual([])
})

test('a tag is found, and a list of kinds and a source narrow it', async () => {
  const found = await search(`risk ${world.tag}`, ', kinds: [MODEL], source: "tracking"')
  expect(found.search.nodes).toMatchObject([{ name: world.model.name }])
  expect((await search(world.tag, ', kinds: [DEPLOYMENT]')).search.nodes).toEqual([])
})
