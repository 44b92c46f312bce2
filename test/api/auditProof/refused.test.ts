import { expect, test } from 'vitest'
import { auditedGateway } from '../auditor.ts'
import { expectRefused } from '../refusals.ts'

const gateway = await auditedGateway()
const asAuditor: Pick<typeof gateway, 'ask'> = { ask: (query) => gateway.ask(query, {}, { token: gateway.auditor }) }

const refusal = async (args: string) => {
  const { data, errors } = await asAuditor.ask(`{ auditProof(${args}) { root } }`)
  expect(data).toEqual({ auditProof: null })
  return errors
}

test('without the right nothing is proven', async () => {
  await expectRefused(gateway, 'auditProof(sequence: 1) { root }', { code: 'FORBIDDEN' })
})

test.each(['sequence: 0', 'sequence: 99', 'sequence: -1', 'sequence: 99, stream: ACCESS'])(
  'an event that is not there is not found: %s',
  async (args) =>
    expect(await refusal(args)).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: ['sequence'] } }]),
)

test.each([
  ['sequence: 2, treeSize: 1', 'treeSize'],
  ['sequence: 2, treeSize: 99', 'treeSize'],
  ['sequence: 2, from: 0', 'from'],
  ['sequence: 2, treeSize: 3, from: 4', 'from'],
])('a size that the log never had is refused: %s', async (args, field) => {
  expect(await refusal(args)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: [field] } }])
})
