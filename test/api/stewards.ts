import type { Role } from '../../src/access/index.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'

/** Somebody who calls the gateway. */
export interface Person {
  /** As grants name them. */
  readonly id: string
  readonly token: string
  /** Id of the token. */
  readonly tokenId: string
  /** The data of an answer that has no errors. */
  read<Data = Answered>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>
}

/** Loose on purpose: each test asserts the shape of the part that it reads. */
// oxlint-disable-next-line no-explicit-any -- see above
export type Answered = any

/** Lets people in. */
export async function personOf(
  { gateway, read }: TestGateway,
  name: string,
  ...roles: readonly Role[]
): Promise<Person> {
  const { token, row } = await gateway.tokens.create({ principalName: name, roles, lifetimeMs: null })
  const readAs: Person['read'] = (query, variables = {}) => read(query, variables, { token })
  const { viewer } = await readAs('{ viewer { id } }')
  return { id: viewer.id, token, tokenId: row.id, read: readAs }
}

/** A gateway with a protected environment, two policy stewards, and somebody without any role. */
export async function stewardGateway() {
  const environments = [
    { name: 'staging', rank: 1 },
    { name: 'production', rank: 2, protected: true },
  ]
  const gateway = await startGateway({ sources: [], config: { environments } })
  return {
    ...gateway,
    ann: await personOf(gateway, 'ann', 'policy-steward'),
    bob: await personOf(gateway, 'bob', 'policy-steward'),
    carol: await personOf(gateway, 'carol'),
    person: (name: string, ...roles: readonly Role[]) => personOf(gateway, name, ...roles),
  }
}

const grantFields = `id state role reason expiresAt createdAt lapsesAt revokedAt holder { type id name }
  scope { type id ref } createdBy { id name } confirmedBy { id name }`

/** Everything that a grant shows. */
export const grantMutation = `mutation ($input: GrantInput!) {
  grant(input: $input) { grant { ${grantFields} } userErrors { code message field } } }`

/** Ends a grant. */
export const revokeMutation = `mutation ($input: RevokeGrantInput!) {
  revokeGrant(input: $input) { grant { ${grantFields} } userErrors { code message field } } }`

/** The list of grants. */
export const grantsQuery = `query ($filter: GrantFilter, $first: Int, $after: String) {
  grants(filter: $filter, first: $first, after: $after) {
    nodes { ${grantFields} } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`

/** What one steward may grant alone. */
export const wishFor = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  holder: { type: 'USER', id },
  role: 'VIEWER',
  scope: { type: 'ORGANIZATION' },
  reason: 'joins the team',
  ...more,
})

/** Grants, and answers the grant; fails for a refusal. */
export async function grantAs(person: Person, input: Readonly<Record<string, unknown>>): Promise<Answered> {
  const { grant } = await person.read(grantMutation, { input })
  if (grant.userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(grant.userErrors)}`)
  return grant.grant
}

/** The only refusal of a mutation; fails where there is none. */
export async function refusalOf(
  person: Person,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<{ readonly code: string; readonly message: string; readonly field: readonly string[] | null }> {
  const [answer] = Object.values<Answered>(await person.read(mutation, { input }))
  const { userErrors, ...rest } = answer
  if (userErrors.length !== 1 || Object.values(rest).some((part) => part !== null))
    throw new Error(`not refused once: ${JSON.stringify(answer)}`)
  return userErrors[0]
}
