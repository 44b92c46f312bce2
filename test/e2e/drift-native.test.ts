import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Role } from '../../src/access/index.ts'
import { listenSse } from '../streams/listen.ts'
import { startGateway } from '../support/gateway.ts'
import { startAccounted } from '../support/mlflow-accounts.ts'
import { temporaryFolder } from '../support/tools.ts'
import { untilSo } from './drift-world.ts'

/** Loose on purpose: each test asserts the shape of the part that it reads. */
// oxlint-disable-next-line no-explicit-any -- see above
type Answered = any

const patience = { timeout: 300_000 }
const { url, admin, writer, account } = await startAccounted()
for (const name of ['eve', 'bob', 'mia']) await account(name)
const v3 = (path: string, json: object) => writer.post(`/../../3.0/mlflow${path}`, json)
const onModel = (username: string, name: string) => ({ username, resource_type: 'registered_model', resource_id: name })
const gives = (username: string, name: string, permission: string) =>
  v3('/users/permissions/grant', { ...onModel(username, name), permission })
const takes = (username: string, name: string) => v3('/users/permissions/revoke', onModel(username, name))
const gaveInstead = async (username: string, name: string, permission: string) => {
  await takes(username, name)
  await gives(username, name, permission)
}
for (const name of ['fraud', 'loans', 'trial'])
  await writer.post('/registered-models/create', { name, tags: [{ key: 'sensitivity', value: 'internal' }] })
await writer.post('/registered-models/create', { name: 'hidden', tags: [{ key: 'sensitivity', value: 'secret' }] })
for (const name of ['fraud', 'loans', 'hidden'])
  await writer.post('/model-versions/create', { name, source: 's3://nowhere/it' })
for (const name of ['fraud', 'trial', 'hidden']) await gives('eve', name, 'EDIT')
await gives('bob', 'loans', 'EDIT')
await gives('mia', 'trial', 'MANAGE')

const directory = temporaryFolder('native-drift')
writeFileSync(join(directory, 'groups.yaml'), 'aliases:\n  - { member: bob, names: ["mlflow:bob"] }\n')
const target = (model: string, environment = 'production') => {
  return { environment, source: 'tracking', kind: 'ALIAS', ref: `models:/${model}@champion` }
}
const gateway = await startGateway({
  sources: [{ id: 'tracking', kind: 'mlflow', url, ...admin }],
  directory,
  config: {
    auth: { groupsFile: 'groups.yaml' },
    targets: [...['fraud', 'loans', 'hidden'].map((model) => target(model)), target('trial', 'staging')],
    drift: { nativeRightsIntervalMs: 500 },
  },
})
await gateway.caughtUp('tracking')

const tokenOf = async (principalName: string, roles: readonly Role[], clearance = 4) =>
  (await gateway.gateway.tokens.create({ principalName, roles, clearance, lifetimeMs: null })).token
const steward = await tokenOf('ann', ['policy-steward', 'viewer'])
const narrow = await tokenOf('nina', ['policy-steward', 'viewer'], 1)
const operator = await tokenOf('ola', ['operator'])
const narrowOperator = await tokenOf('otto', ['operator'], 1)
const viewer = await tokenOf('vic', ['viewer', 'data-scientist'])
const auditor = await tokenOf('ada', ['auditor'])
await tokenOf('bob', ['viewer'])

const fields = `id kind severity state cause targetRef environment target { id } model { name } lastSeenAt endedBy { name }
  nativeRight { source holder name accountCount accounts excess { kind actions onAll modelCount examples { ref } } }`

async function violationsOf(token = steward, filter: object = {}): Promise<readonly Answered[]> {
  const query = `query ($filter: ViolationFilter) { violations(first: 100, filter: $filter) { nodes { ${fields} } } }`
  const { violations } = await gateway.read<Answered>(query, { filter }, { token })
  return violations.nodes
}
const ofHolder = async (targetRef: string, token = steward): Promise<readonly Answered[]> =>
  (await violationsOf(token)).filter((each) => each.targetRef === targetRef)
const newestOf = (targetRef: string, isSo: (violation: Answered) => boolean): Promise<Answered> =>
  untilSo(
    async () => (await ofHolder(targetRef))[0] ?? null,
    (violation) => violation !== null && isSo(violation),
  )
const opens = (targetRef: string) => newestOf(targetRef, ({ state }) => state === 'OPEN')
const ends = (targetRef: string) => newestOf(targetRef, ({ state }) => state === 'RESOLVED')

/** Waits until a whole look has passed: the finding of everybody is seen anew by each. */
async function lookedAgain(): Promise<void> {
  for (let looks = 0; looks < 2; looks += 1) {
    const { lastSeenAt } = await opens('everybody')
    await newestOf('everybody', (violation) => violation.lastSeenAt > lastSeenAt)
  }
}

async function does(mutation: string, input: object, token: string): Promise<Answered> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  const query = `mutation ($input: ${type}) { answer: ${mutation}(input: $input) { violation { id state } userErrors { code } } }`
  return (await gateway.read<Answered>(query, { input }, { token })).answer
}
const examplesOf = ({ nativeRight }: Answered): readonly string[] =>
  nativeRight.excess.flatMap(({ examples }: Answered) => examples.map(({ ref }: Answered) => ref)).toSorted()
const reading = ['model:read', 'sensitive:read', 'artifact:read', 'artifact:download']

test(
  'what an account may do to models of a protected environment past the policy is one violation, whatever else it may',
  patience,
  async () => {
    const eve = await opens('account eve')
    expect(eve).toMatchObject({
      kind: 'NATIVE_RIGHT_WIDER',
      severity: 'MEDIUM',
      environment: 'production',
      target: null,
      nativeRight: { source: 'tracking', holder: 'ACCOUNT', name: 'eve', accountCount: 1, accounts: ['eve'] },
    })
    expect(
      eve.nativeRight.excess.map(({ kind, actions, onAll, modelCount }: Answered) => [
        kind,
        actions,
        onAll,
        modelCount,
      ]),
    ).toEqual([
      ['ModelVersion', reading, false, 2],
      ['Model', ['model:read', 'sensitive:read', 'alias:set'], false, 2],
    ])
    expect(examplesOf(eve)).toEqual(['models:/fraud', 'models:/fraud/1', 'models:/hidden', 'models:/hidden/1'])
    expect(await ofHolder('account mia')).toEqual([])
  },
)

test(
  'what whoever has an account may do is one violation, and what the gateway itself may do is none',
  patience,
  async () => {
    expect((await opens('everybody')).nativeRight).toMatchObject({
      holder: 'EVERYBODY',
      name: null,
      accountCount: 0,
      excess: expect.arrayContaining([expect.objectContaining({ kind: 'Model', onAll: true, modelCount: 3 })]),
    })
    await opens('account bob')
    expect(await ofHolder('account warden')).toEqual([])
    expect(await violationsOf(steward, { environment: 'staging' })).toEqual([])
  },
)

test(
  'nobody is told of it who may neither compare rights nor settle violations, and nobody of models that they do not see',
  patience,
  async () => {
    const { id } = await opens('account eve')
    expect((await violationsOf(viewer)).filter(({ kind }) => kind === 'NATIVE_RIGHT_WIDER')).toEqual([])
    const node = await gateway.read<Answered>('query ($id: ID!) { node(id: $id) { id } }', { id }, { token: viewer })
    expect(node).toEqual({ node: null })
    expect((await does('resolveViolation', { id, reason: 'Ours.' }, viewer)).userErrors).toEqual([
      { code: 'NOT_FOUND' },
    ])
    for (const token of [narrow, narrowOperator]) {
      const [seen] = await ofHolder('account eve', token)
      expect(examplesOf(seen)).toEqual(['models:/fraud', 'models:/fraud/1'])
      expect(JSON.stringify(await violationsOf(token))).not.toContain('hidden')
    }
    expect((await does('resolveViolation', { id, reason: 'Ours.' }, steward)).userErrors).toEqual([
      { code: 'FORBIDDEN' },
    ])
    expect((await does('resolveViolation', { id, reason: 'Ours.' }, narrowOperator)).userErrors).toEqual([
      { code: 'FORBIDDEN' },
    ])
  },
)

test('somebody lets it stay with a reason, which holds until it grows; then it is told again', patience, async () => {
  const { id } = await opens('account eve')
  for (const mutation of ['adoptDrift', 'revertDrift'])
    expect((await does(mutation, { id, reason: 'Ours.' }, operator)).userErrors).toEqual([{ code: 'UNSUPPORTED' }])
  expect(await does('resolveViolation', { id, reason: 'She is on call.' }, operator)).toMatchObject({
    violation: { state: 'RESOLVED' },
    userErrors: [],
  })
  await lookedAgain()
  expect(await ofHolder('account eve')).toHaveLength(1)

  const query = 'subscription { violationOpened(marks: true) { violation { targetRef } } }'
  const listen = (token: string) => listenSse(gateway.url, { query, variables: {} }, { token })
  const [seeing, blind] = [await listen(steward), await listen(viewer)]
  for (const stream of [seeing, blind]) expect((await stream.next()).data.violationOpened.violation).toBeNull()
  await gaveInstead('eve', 'fraud', 'MANAGE')
  expect((await seeing.next()).data.violationOpened.violation).toEqual({ targetRef: 'account eve' })
  expect((await blind.next()).data.violationOpened.violation).toBeNull()
  for (const stream of [seeing, blind]) stream.stop()
  const again = await opens('account eve')
  expect(again.id).not.toBe(id)
  expect(again.nativeRight.excess[0].actions).toContain('grant:create')

  await gaveInstead('eve', 'fraud', 'EDIT')
  expect(await ends('account eve')).toMatchObject({ id: again.id, cause: 'ACCEPTED_BEFORE', endedBy: null })
})

test('it ends by itself when the right is taken away, and when the policy gives it too', patience, async () => {
  await gives('eve', 'loans', 'EDIT')
  const { id } = await opens('account eve')
  for (const name of ['fraud', 'loans', 'hidden']) await takes('eve', name)
  expect(await ends('account eve')).toMatchObject({ id, cause: 'BACK_IN_ORDER', endedBy: null })

  const bob = await opens('account bob')
  await tokenOf('bob', ['ml-engineer'])
  expect(await ends('account bob')).toMatchObject({ id: bob.id, cause: 'BACK_IN_ORDER' })
})

test('a role that many have is one violation, which grows with whoever is given it', patience, async () => {
  const { role } = (await v3('/roles/create', { name: 'curators', workspace: 'default' })) as { role: { id: number } }
  const line = { role_id: role.id, resource_type: 'registered_model', resource_pattern: '*', permission: 'EDIT' }
  await v3('/roles/permissions/add', line)
  await v3('/roles/assign', { username: 'eve', role_id: role.id })
  const alone = await opens('role curators')
  expect(alone.nativeRight).toMatchObject({ holder: 'ROLE', name: 'curators', accounts: ['eve'] })
  await v3('/roles/assign', { username: 'mia', role_id: role.id })
  const both = await newestOf('role curators', ({ id }) => id !== alone.id)
  expect(both).toMatchObject({ state: 'OPEN', nativeRight: { accountCount: 2, accounts: ['eve', 'mia'] } })
  expect((await ofHolder('role curators'))[1]).toMatchObject({ id: alone.id, state: 'RESOLVED', cause: 'MOVED_ON' })
})

test('each opening is in the audit trail with its holder and counts', patience, async () => {
  const query = `{ auditEvents(first: 1, filter: { type: "gov.violation.opened.v1" }) { nodes { severity details } } }`
  const { auditEvents } = await gateway.read<Answered>(query, {}, { token: auditor })
  expect(auditEvents.nodes).toMatchObject([
    {
      severity: 'WARN',
      details: {
        kind: 'NATIVE_RIGHT_WIDER',
        source: 'tracking',
        right: { kind: 'ROLE', name: 'curators', accounts: 2, models: 3 },
      },
    },
  ])
})
