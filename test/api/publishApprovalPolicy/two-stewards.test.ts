import { expect, test } from 'vitest'
import { type Person, stewardGateway } from '../stewards.ts'

const world = await stewardGateway()
const { ann, bob, carol } = world

const fields = `version { id number author { name } confirmedBy { name } reason policies { name pendingHours reviewers { role count } } }
  proposal { id basedOn author { name } } userErrors { code message field }`
const publish = async (who: Person, input: Readonly<Record<string, unknown>>) =>
  (
    await who.read(
      `mutation ($input: PublishApprovalPolicyInput!) { publishApprovalPolicy(input: $input) { ${fields} } }`,
      { input },
    )
  ).publishApprovalPolicy

const reviewers = [{ name: 'risk', role: 'MODEL_RISK_REVIEWER', count: 2 }]
const staging = { name: 'staging', protected: false, gates: [{ gate: 'artifact-integrity' }] }
const production = { name: 'production', protected: true, reviewers, pendingHours: 48 }
const codes = (answer: { readonly userErrors: readonly { readonly code: string }[] }) =>
  answer.userErrors.map(({ code }) => code)
const versions = async () =>
  (await ann.read('{ approvalPolicies { nodes { number policies { name } } } }')).approvalPolicies.nodes

test('policies that come with the package are version 0, for those who may read policies alone', async () => {
  expect(await versions()).toEqual([{ number: 0, policies: [{ name: 'staging' }, { name: 'protected' }] }])
  const { data, errors } = await world.ask('{ approvalPolicies { nodes { number } } }', {}, { token: carol.token })
  expect(data).toEqual({ approvalPolicies: null })
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
})

test('what changes the demands on a protected environment waits for a second steward, who is another person', async () => {
  const asked = { policies: [staging, production], basedOn: 0, reason: 'two of risk' }
  expect(codes(await publish(carol, asked))).toEqual(['FORBIDDEN'])
  const proposed = await publish(ann, asked)
  expect(codes(proposed)).toEqual(['SECOND_STEWARD_NEEDED'])
  expect(proposed).toMatchObject({ version: null, proposal: { basedOn: 0, author: { name: 'ann' } } })
  const { id } = proposed.proposal
  expect(await versions()).toHaveLength(1)
  expect(codes(await publish(ann, { confirms: id }))).toEqual(['SAME_STEWARD'])
  expect(codes(await publish(carol, { confirms: id }))).toEqual(['NOT_FOUND'])
  expect(await bob.read('query ($id: ID!) { node(id: $id) { __typename } }', { id })).toEqual({
    node: { __typename: 'ApprovalPolicyProposal' },
  })
  const { version, userErrors } = await publish(bob, { confirms: id })
  expect(userErrors).toEqual([])
  expect(version).toMatchObject({
    number: 1,
    author: { name: 'ann' },
    confirmedBy: { name: 'bob' },
    reason: 'two of risk',
    policies: [{ name: 'staging' }, { name: 'production', pendingHours: 48, reviewers: [{ count: 2 }] }],
  })
  expect(codes(await publish(bob, { confirms: id }))).toEqual(['NOT_PENDING'])
})

test('what leaves protected environments alone is in force at once, and what was based on an older version is refused', async () => {
  const looser = { ...staging, gates: [] }
  const { version } = await publish(ann, { policies: [looser, production], basedOn: 1, reason: 'quicker' })
  expect(version).toMatchObject({ number: 2, confirmedBy: null })
  expect(codes(await publish(bob, { policies: [staging, production], basedOn: 1, reason: 'as it was' }))).toEqual([
    'CONFLICT',
  ])
  expect((await versions()).map(({ number }: { readonly number: number }) => number)).toEqual([2, 1, 0])
})

test('every fault of policies is told with its place', async () => {
  const policies = [
    { ...staging, environments: ['moon'], gates: [{ gate: 'no-such-gate' }, { gate: 'metric-bar', params: {} }] },
    { ...staging, reviewers: [{ name: 'all', role: 'ADMINISTRATOR', count: 99 }], pendingHours: 0 },
  ]
  const { userErrors } = await publish(ann, { policies, basedOn: 2, reason: 'wrong' })
  expect(new Set(userErrors.map(({ code }: { readonly code: string }) => code))).toEqual(new Set(['INVALID_POLICY']))
  const places = userErrors.map(({ field }: { readonly field: readonly string[] }) => field.join('.'))
  expect(places).toEqual(
    expect.arrayContaining([
      'policies.0.environments.0',
      'policies.0.gates.0',
      'policies.0.gates.1',
      'policies.1.name',
      'policies.1.pendingHours',
      'policies.1.reviewers.0',
    ]),
  )
})
