import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const { name } = world.model

test('versions stand side by side with their runs, their data and their signatures', async () => {
  const answer = await read<{ compareVersions: Record<'params' | 'signature' | 'tags' | 'datasets', unknown[]> }>(
    `query ($refs: [String!]!) { compareVersions(refs: $refs) { versions { ref }
      params { key values differs } tags { key values differs } datasets { key values differs } signature { key values differs } } }`,
    { refs: [`models:/${name}@champion`, `models:/${name}/2`] },
  )
  expect(answer).toMatchObject({
    compareVersions: { versions: [{ ref: `models:/${name}/1` }, { ref: `models:/${name}/2` }] },
  })
  expect(answer.compareVersions.params).toContainEqual({ key: 'depth', values: ['3', '3'], differs: false })
  expect(answer.compareVersions.tags).toContainEqual({ key: 'reviewed', values: ['no', 'no'], differs: false })
  expect(answer.compareVersions.signature).toContainEqual({
    key: 'inputs.age',
    values: ['double', 'double'],
    differs: false,
  })
})
