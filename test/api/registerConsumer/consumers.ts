import type { Action, Role } from '../../../src/access/index.ts'
import type { TestGateway } from '../../support/gateway.ts'

/** What `registerConsumer` answers, as the tests ask for it. */
export interface Registered {
  readonly consumer: {
    readonly id: string
    readonly name: string
    readonly criticality: string
    readonly contact: string | null
    readonly active: boolean
    readonly endedAt: string | null
  } | null
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[]
}

/** A token of somebody with a role of their own. */
export async function tokenWith(
  { gateway }: Pick<TestGateway, 'gateway'>,
  principalName: string,
  roles: readonly Role[],
  more: { readonly scopes?: readonly Action[]; readonly clearance?: number } = {},
): Promise<string> {
  const request = { principalName, roles, clearance: 4, lifetimeMs: null, ...more }
  return (await gateway.tokens.create(request)).token
}

/** Registers as whoever has the token. */
export async function register(
  { read }: Pick<TestGateway, 'read'>,
  token: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Registered> {
  const query = `mutation ($input: RegisterConsumerInput!) { registerConsumer(input: $input) {
    consumer { id name criticality contact active endedAt } userErrors { code field } } }`
  return (await read<{ readonly registerConsumer: Registered }>(query, { input }, { token })).registerConsumer
}
