import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Role } from '../../../src/access/index.ts'
import { toGlobalId } from '../../../src/kernel/ids.ts'
import { lakeSource, mlflowSource, startGateway } from '../../support/gateway.ts'
import { startAccounted } from '../../support/mlflow-accounts.ts'
import { textAt } from '../../support/seed-mlflow.ts'
import { temporaryFolder } from '../../support/tools.ts'
import type { Answered } from '../stewards.ts'

const { url, admin, writer, account } = await startAccounted()
const [ada] = [await account('ada'), await account('bob'), await account('eve'), await account('max')]
const v3 = (path: string, json: object) => writer.post(`/../../3.0/mlflow${path}`, json)
const model = (name: string, sensitivity: string) =>
  writer.post('/registered-models/create', { name, tags: [{ key: 'sensitivity', value: sensitivity }] })
await model('loans', 'public')
await model('secrets', 'secret')
await ada.post('/registered-models/create', { name: 'hers' })
await writer.post('/model-versions/create', { name: 'loans', source: 's3://nowhere/loans' })
await writer.post('/model-versions/create', {
  name: 'loans',
  source: 's3://nowhere/loans',
  tags: [{ key: 'sensitivity', value: 'secret' }],
})
const experiment = textAt(await writer.post('/experiments/create', { name: 'scores' }), 'experiment_id')
const permit = (username: string, type: string, id: string, permission: string) =>
  v3('/users/permissions/grant', { username, resource_type: type, resource_id: id, permission })
await permit('bob', 'registered_model', 'loans', 'EDIT')
await permit('bob', 'experiment', experiment, 'DENY')
await permit('max', 'registered_model', 'hers', 'MANAGE')
await permit('max', 'registered_model', 'hers', 'DENY').catch(() => undefined)
const { role } = (await v3('/roles/create', { name: 'curators', workspace: 'default' })) as { role: { id: number } }
await v3('/roles/permissions/add', {
  role_id: role.id,
  resource_type: 'registered_model',
  resource_pattern: '*',
  permission: 'EDIT',
})
await v3('/roles/assign', { username: 'eve', role_id: role.id })

const directory = temporaryFolder('native')
writeFileSync(
  join(directory, 'groups.yaml'),
  `aliases:
  - { member: ada, names: ["mlflow:ada", "git:ada@example.com"] }
  - { member: bob, names: ["mlflow:bob"] }
  - { member: max, names: ["mlflow:max"] }
  - { member: moritz, names: ["mlflow:max"] }
`,
)
const gateway = await startGateway({
  sources: [
    { id: 'tracking', kind: 'mlflow', url, ...admin },
    mlflowSource('open'),
    lakeSource(),
    { id: 'hers', kind: 'mlflow', url, username: 'ada', password: ada.password },
  ],
  directory,
  config: { auth: { groupsFile: 'groups.yaml' } },
})
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('open')])
const ask = async (name: string, roles: readonly Role[], clearance: number) =>
  (await gateway.gateway.tokens.create({ principalName: name, roles, clearance, lifetimeMs: null })).token
await ask('ada', ['viewer', 'ml-engineer'], 4)
await ask('bob', ['viewer'], 1)
await ask('max', ['viewer', 'ml-engineer', 'policy-steward'], 4)
await ask('moritz', [], 1)
const steward = await ask('ann', ['policy-steward', 'viewer'], 4)
const narrow = await ask('nina', ['policy-steward', 'viewer'], 1)

const query = `query ($id: ID!, $principal: String, $first: Int, $after: String) { node(id: $id) { ... on Source { nativeRights {
  guard reason complete gaps principals strangers asOf defaults { workspace level }
  wider(principal: $principal, first: $first, after: $after) {
    nodes { name principal { name kind } origin role workspace level onAll
      excess { kind actions objects(first: 10) { nodes { ref name id } pageInfo { hasNextPage } } } }
    pageInfo { hasNextPage endCursor } } } } } }`

async function rightsOf(source: string, variables: object = {}, token = steward): Promise<Answered> {
  const id = toGlobalId('Source', source)
  const { node } = await gateway.read<Answered>(query, { id, first: 20, ...variables }, { token })
  return node.nativeRights
}

/** Each right in one line, with kind, actions and objects of what it gives too much. */
const linesOf = ({ wider }: Answered): readonly string[] =>
  wider.nodes.flatMap(({ name, origin, level, excess }: Answered) =>
    excess.map(({ kind, actions, objects }: Answered) => {
      const names = objects.nodes.map(({ ref, name: called }: Answered) => ref ?? called).toSorted()
      return `${name} ${origin} ${level} ${kind}: ${actions.join(' ')} on ${names.join(' ')}`
    }),
  )
const readsAll = 'model:read sensitive:read artifact:read artifact:download'

test('what whoever has an account may do is one finding, and everything of a server that tells all is in the list', async () => {
  const rights = await rightsOf('tracking')
  expect(rights).toMatchObject({
    guard: 'OWN',
    complete: true,
    gaps: [],
    principals: 5,
    strangers: 3,
    defaults: [{ workspace: null, level: 'READ' }],
  })
  const [first, second] = rights.wider.nodes
  expect(first).toMatchObject({ name: null, principal: null, origin: 'DEFAULT', level: 'READ', onAll: true })
  expect(second.name).not.toBeNull()
  expect(linesOf({ wider: { nodes: [first] } })).toEqual([
    'null DEFAULT READ Experiment: run:read sensitive:read on Default scores',
    'null DEFAULT READ Model: model:read sensitive:read on models:/hers models:/loans models:/secrets',
    `null DEFAULT READ ModelVersion: ${readsAll} on models:/loans/1 models:/loans/2`,
  ])
})

test('of everybody each right is named that gives what the policy refuses them, with the objects and the actions', async () => {
  const lines = linesOf(await rightsOf('tracking'))
  const of = (name: string) => lines.filter((line) => line.startsWith(`${name} `))
  expect(of('ada')).toEqual(['ada DIRECT MANAGE Model: grant:create grant:revoke on models:/hers'])
  expect(of('bob')).toEqual([
    'bob DIRECT EDIT Model: sensitive:read alias:set on models:/loans',
    `bob DIRECT EDIT ModelVersion: ${readsAll} on models:/loans/2`,
    'bob DIRECT EDIT ModelVersion: sensitive:read artifact:download on models:/loans/1',
  ])
  expect(of('eve')).toEqual([
    'eve ROLE EDIT Model: model:read sensitive:read alias:set on models:/hers models:/loans models:/secrets',
    `eve ROLE EDIT ModelVersion: ${readsAll} on models:/loans/1 models:/loans/2`,
  ])
  expect(of('warden')).toContain(
    'warden ADMIN MANAGE Model: model:read sensitive:read alias:set grant:create grant:revoke on models:/hers models:/loans models:/secrets',
  )
})

test('who is vouched for is told, and a name that nobody or more than one is vouched for as is a stranger', async () => {
  const { wider } = await rightsOf('tracking')
  const known = new Map(wider.nodes.map(({ name, principal }: Answered) => [name, principal]))
  expect(known.get('ada')).toEqual({ name: 'ada', kind: 'USER' })
  expect(known.get('eve')).toBeNull()
  const role = wider.nodes.find(({ name }: Answered) => name === 'eve')
  expect(role).toMatchObject({ origin: 'ROLE', role: 'curators', onAll: true })
  expect((await rightsOf('tracking', { principal: 'max' })).wider.nodes[0]).toMatchObject({
    name: 'max',
    principal: null,
    excess: expect.arrayContaining([expect.objectContaining({ kind: 'Model' })]),
  })
})

test('asked about one account, what everybody has is compared with its own rights', async () => {
  expect(linesOf(await rightsOf('tracking', { principal: 'bob' }))).toEqual([
    'bob DEFAULT READ Experiment: sensitive:read on Default scores',
    'bob DEFAULT READ Model: model:read sensitive:read on models:/secrets',
    'bob DEFAULT READ Model: sensitive:read on models:/hers models:/loans',
    `bob DEFAULT READ ModelVersion: ${readsAll} on models:/loans/2`,
    'bob DEFAULT READ ModelVersion: sensitive:read artifact:download on models:/loans/1',
    'bob DIRECT EDIT Model: sensitive:read alias:set on models:/loans',
    `bob DIRECT EDIT ModelVersion: ${readsAll} on models:/loans/2`,
    'bob DIRECT EDIT ModelVersion: sensitive:read artifact:download on models:/loans/1',
  ])
  expect(linesOf(await rightsOf('tracking', { principal: 'nobody' }))).toEqual([])
})

test('pages of one right each add up to the whole', async () => {
  const whole = linesOf(await rightsOf('tracking'))
  const found: string[] = []
  let after: string | null = null
  do {
    const rights: Answered = await rightsOf('tracking', { first: 1, after })
    found.push(...linesOf(rights))
    const { hasNextPage, endCursor } = rights.wider.pageInfo
    after = hasNextPage ? endCursor : null
  } while (after !== null)
  expect(found).toEqual(whole)
})

test('objects beyond the first few are found by the name of the excess, on the next pages', async () => {
  const paged = `query ($id: ID!, $key: String, $after: String) { node(id: $id) { ... on Source { nativeRights {
    wider(first: 1) { nodes { name excess(key: $key) { key objects(first: 1, after: $after) {
      nodes { ref } pageInfo { hasNextPage endCursor } } } } } } } } }`
  const id = toGlobalId('Source', 'tracking')
  const read = async (variables: object) => {
    const { node } = await gateway.read<Answered>(paged, { id, ...variables }, { token: steward })
    return node.nativeRights.wider.nodes[0].excess
  }
  const { key } = (await read({})).find((each: Answered) => each.key.startsWith('Model:'))
  const refs: string[] = []
  let after: string | null = null
  do {
    const [{ objects }]: Answered = await read({ key, after })
    refs.push(...objects.nodes.map(({ ref }: Answered) => ref))
    after = objects.pageInfo.hasNextPage ? objects.pageInfo.endCursor : null
  } while (after !== null)
  expect(refs).toEqual(['models:/hers', 'models:/loans', 'models:/secrets'])
})

test('a server that asks nobody who they are is one finding: everybody may do everything', async () => {
  const rights = await rightsOf('open')
  expect(rights).toMatchObject({ guard: 'OPEN', principals: 0, defaults: [{ workspace: null, level: 'MANAGE' }] })
  expect(rights.wider.nodes).toHaveLength(1)
  expect(rights.wider.nodes[0]).toMatchObject({ name: null, origin: 'OPEN', level: 'MANAGE', onAll: true })
})

test('what the credentials do not tell is a gap, and a default that nobody tells is the widest that it may be', async () => {
  await gateway.caughtUp('hers')
  const rights = await rightsOf('hers')
  expect(rights).toMatchObject({ complete: false, gaps: ['NOT_ADMINISTRATOR', 'DEFAULT_UNKNOWN'] })
  expect(rights.wider.nodes[0]).toMatchObject({ name: null, origin: 'DEFAULT', level: null })
  expect(linesOf(rights)[1]).toContain('Model: model:read sensitive:read alias:set grant:create grant:revoke on')
})

test('a tool without rights of its own says so', async () => {
  expect(await rightsOf('lake')).toMatchObject({
    guard: 'NONE',
    reason: expect.stringContaining('no rights'),
    complete: true,
    wider: { nodes: [] },
  })
})

test('objects that the asker does not see are not named, nor counted', async () => {
  const rights = await rightsOf('tracking', {}, narrow)
  expect(JSON.stringify(rights)).not.toContain('secrets')
  expect(JSON.stringify(rights)).not.toContain('models:/loans/2')
  expect(linesOf(rights)).toContain('ada DIRECT MANAGE Model: grant:create grant:revoke on models:/hers')
})

test('whoever may not explain access learns nothing, and the refusal is theirs', async () => {
  const token = await ask('vic', ['viewer'], 4)
  const id = toGlobalId('Source', 'tracking')
  const { data, errors } = await gateway.ask<Answered>(query, { id, first: 5 }, { token })
  expect(data).toEqual({ node: { nativeRights: null } })
  expect(errors).toMatchObject([{ path: ['node', 'nativeRights'], extensions: { code: 'FORBIDDEN' } }])
})
