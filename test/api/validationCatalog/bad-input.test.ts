import { expect, test } from 'vitest'
import { cursorOf, expectListArguments, expectRefused } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()

test('a page of more than 100, and a cursor that this list did not give out, are refused', async () => {
  await expectListArguments(
    gateway,
    (args) => `validationCatalog(${args}) { nodes { truncated } }`,
    await cursorOf(gateway, 'models'),
  )
})

test('a source that is not configured is refused, and a filter of a wrong type too', async () => {
  const of = (filter: string) => `validationCatalog(filter: { ${filter} }) { nodes { truncated } }`
  await expectRefused(gateway, of('source: "nowhere"'), { code: 'BAD_USER_INPUT' })
  const { errors } = await gateway.ask(`{ ${of('digest: 7')} }`)
  expect(errors).not.toEqual([])
})
