import { startGateway, type TestGateway } from '../support/gateway.ts'

/** A gateway without sources, and the token of somebody who may read its audit trail. */
export async function auditedGateway(
  config: Readonly<Record<string, unknown>> = {},
): Promise<TestGateway & { readonly auditor: string }> {
  const gateway = await startGateway({ sources: [], config })
  const made = await gateway.gateway.tokens.create({ principalName: 'admin', roles: ['auditor'], lifetimeMs: null })
  return { ...gateway, auditor: made.token }
}
