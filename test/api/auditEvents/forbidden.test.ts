import { expect, test } from 'vitest'
import { auditedGateway } from '../auditor.ts'
import { expectRefused } from '../refusals.ts'

const gateway = await auditedGateway()

test('an administrator may not read the audit trail, and neither may a viewer', async () => {
  await expectRefused(gateway, 'auditEvents { nodes { type } }', { code: 'FORBIDDEN' })
  const token = await gateway.tokenOf('vic', 'viewer')
  const { data, errors } = await gateway.ask('{ auditEvents { nodes { type } } }', {}, { token })
  expect(data).toEqual({ auditEvents: null })
  expect(errors).toMatchObject([{ path: ['auditEvents'], extensions: { code: 'FORBIDDEN' } }])
})
