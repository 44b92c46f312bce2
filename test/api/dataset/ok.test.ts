import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const { name, digest } = world.dataset

test('a dataset answers by its name and by the digest of one of its versions', async () => {
  const fields = '{ id name versions { nodes { digest originType originUri columns { name type required } } } }'
  const answer = await read<Record<'byName' | 'byDigest', unknown>>(
    `{ byName: dataset(ref: ${quoted(`dataset:${name}`)}) ${fields}
       byDigest: dataset(ref: ${quoted(`dataset:${name}@${digest}`)}) ${fields} }`,
  )
  expect(answer.byDigest).toEqual(answer.byName)
  expect(answer.byName).toMatchObject({
    name,
    versions: {
      nodes: [
        {
          digest,
          originType: 'http',
          originUri: 'https://data.example/loans.csv',
          columns: world.dataset.columns.map((column) => ({ name: column, type: 'double', required: true })),
        },
      ],
    },
  })
})
