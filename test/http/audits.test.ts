import { auditServer } from 'graphql-http'
import { expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

test('every audit of the GraphQL over HTTP specification passes', async () => {
  const gateway = await startGateway()
  const url = `${await gateway.listen(0)}/graphql`
  const headers = { ...gateway.authorization(), 'apollo-require-preflight': '1' }
  const fetchFn = (address: string, init: RequestInit) =>
    fetch(address, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers } })
  const results = await auditServer({ url, fetchFn })
  expect(results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)).toEqual([])
  expect(results).toHaveLength(61)
})
