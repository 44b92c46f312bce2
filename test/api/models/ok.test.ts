import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

interface ModelsPage {
  readonly models: {
    readonly nodes: readonly { readonly name: string }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    readonly sourceStatus: readonly unknown[]
  }
}

const page =
  'nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } sourceStatus { source state complete error { code } }'

test('models are listed by name, filtered, without prompts, and the list says that its source is complete', async () => {
  const { models } = await read<ModelsPage>(
    `{ models(filter: { nameContains: ${quoted(world.tag.toUpperCase())} }) { ${page} } }`,
  )
  expect(models.nodes.map(({ name }) => name)).toEqual([world.copy.name, world.model.name])
  expect(models.sourceStatus).toEqual([{ source: 'tracking', state: 'UP', complete: true, error: null }])
})

test('a list goes on after its cursor without a gap and without a repeat', async () => {
  const filter = `filter: { nameContains: ${quoted(world.tag)} }`
  const first = await read<ModelsPage>(`{ models(first: 1, ${filter}) { ${page} } }`)
  expect(first.models.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  const after = quoted(first.models.pageInfo.endCursor)
  const second = await read<ModelsPage>(`{ models(first: 1, after: ${after}, ${filter}) { ${page} } }`)
  expect(second.models.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  expect([...first.models.nodes, ...second.models.nodes].map(({ name }) => name)).toEqual([
    world.copy.name,
    world.model.name,
  ])
})

test.each([
  ['tags: [{ key: "team.name", value: "risk" }]', 1],
  ['tags: [{ key: "team.name" }]', 1],
  ['tags: [{ key: "team.name", value: "sales" }]', 0],
  ['source: "tracking"', 2],
])('conditions are joined by AND: %s', async (condition, count) => {
  const { models } = await read<ModelsPage>(
    `{ models(filter: { nameContains: ${quoted(world.tag)}, ${condition} }) { ${page} } }`,
  )
  expect(models.nodes).toHaveLength(count)
})

test('a text of wildcards is looked for as it is written', async () => {
  for (const text of ['%', '_', '*', "' OR 1=1 --", '\\']) {
    const { models } = await read<ModelsPage>(`{ models(filter: { nameContains: ${quoted(text)} }) { ${page} } }`)
    expect(models.nodes.every(({ name }) => name.includes(text))).toBe(true)
  }
})
