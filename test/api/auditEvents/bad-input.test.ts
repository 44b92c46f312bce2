import { test } from 'vitest'
import { auditedGateway } from '../auditor.ts'
import { expectListArguments } from '../refusals.ts'

const gateway = await auditedGateway()

test('a page of more than 100 events, and a cursor of another list, are refused', async () => {
  const asAuditor: Pick<typeof gateway, 'ask'> = { ask: (query) => gateway.ask(query, {}, { token: gateway.auditor }) }
  const other = await gateway.read<{ auditEvents: { pageInfo: { endCursor: string } } }>(
    '{ auditEvents(first: 1) { pageInfo { endCursor } } }',
    {},
    { token: gateway.auditor },
  )
  const list = (args: string) => `auditEvents(filter: { stream: ACCESS }, ${args}) { nodes { type } }`
  await expectListArguments(asAuditor, list, other.auditEvents.pageInfo.endCursor)
})
