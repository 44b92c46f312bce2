import { expect, test } from 'vitest'
import { allSync, publishAs, withFile } from '../publishing.ts'
import { personOf, stewardGateway } from '../stewards.ts'

const create = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { code } } }`

test('an account that an account of a steward made is no second steward', async () => {
  const gateway = await stewardGateway()
  const ann = await personOf(gateway, 'ann', 'policy-steward', 'administrator')
  const accountOf = async (token: string, name: string) => {
    const input = { name, serviceAccount: true }
    const { createToken } = await gateway.read<{ readonly createToken: { readonly secret: string } }>(
      create,
      { input },
      { token },
    )
    return createToken.secret
  }
  const token = await accountOf(await accountOf(ann.token, 'helper'), 'helper of the helper')
  const read: typeof ann.read = (query, variables = {}) => gateway.read(query, variables, { token })
  const waiting = await publishAs(ann, withFile(allSync))
  const { version, userErrors } = await publishAs({ ...ann, token, read }, { confirms: waiting.proposal.id })
  expect(version).toBeNull()
  expect(userErrors).toMatchObject([{ code: 'SAME_STEWARD' }])
})
