import { expect, test } from 'vitest'
import { noSyncing, packaged, publishAs, publishMutation, withFile } from '../publishing.ts'
import { personOf, stewardGateway } from '../stewards.ts'

const world = await stewardGateway()
const { ann, bob } = world
const olga = await personOf(world, 'olga', 'operator')
const actions = async () => (await olga.read('{ viewer { actions } }')).viewer.actions

test('what narrows is in force at once for the next request, and every version is kept', async () => {
  expect(await actions()).toContain('source:sync')
  const { version, proposal, userErrors } = await publishAs(ann, withFile(noSyncing))
  expect(userErrors).toEqual([])
  expect(proposal).toBeNull()
  expect(version).toMatchObject({
    number: 1,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    reason: 'a test',
    author: { id: ann.id, name: 'ann' },
    confirmedBy: null,
    files: [packaged, { name: 'own.cedar', text: noSyncing }],
  })
  expect(await actions()).not.toContain('source:sync')
  const { policies } = await bob.read('{ policies { nodes { id number files { name } } pageInfo { hasNextPage } } }')
  expect(policies.nodes.map(({ number }: { number: number }) => number)).toEqual([1, 0])
  expect(policies.pageInfo.hasNextPage).toBe(false)
  expect(await bob.read(`{ node(id: "${version.id}") { __typename id } }`)).toEqual({
    node: { __typename: 'PolicyVersion', id: version.id },
  })
})

test('of two who publish at once from one version one is refused, and its author told which is in force', async () => {
  const inputs = ['a', 'b'].map((name) => withFile(noSyncing, { basedOn: 1, reason: name }))
  const answers = await Promise.all(
    [ann, bob].map((person, index) => person.read(publishMutation, { input: inputs[index] })),
  )
  const results = answers.map(({ publishPolicy }) => publishPolicy.version?.number ?? publishPolicy.userErrors[0].code)
  expect(results.map(String).toSorted()).toEqual(['2', 'CONFLICT'])
  const { userErrors } = await publishAs(ann, withFile(noSyncing, { basedOn: 1 }))
  expect(userErrors).toMatchObject([
    { code: 'CONFLICT', message: expect.stringContaining('version 2'), field: ['basedOn'] },
  ])
})
