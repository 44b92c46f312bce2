import { expect, test } from 'vitest'
import { stewardGateway } from '../stewards.ts'

const { carol, ask } = await stewardGateway()

test('whoever may not read policies sees none, in the list or by id', async () => {
  const { data, errors } = await ask('{ policies { nodes { number } } viewer { name } }', {}, { token: carol.token })
  expect(data).toEqual({ policies: null, viewer: { name: 'carol' } })
  expect(errors).toMatchObject([{ path: ['policies'], extensions: { code: 'FORBIDDEN' } }])
  const id = Buffer.from('PolicyVersion:0').toString('base64url')
  expect(await carol.read(`{ node(id: "${id}") { id } }`)).toEqual({ node: null })
})
