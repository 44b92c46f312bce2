import { expect, test } from 'vitest'
import { manifest } from '../../../connectors/mlflow/manifest.ts'
import { conformanceHost } from '../../../src/connector/conformance.ts'
import type { NativeRights } from '../../../src/connector/index.ts'
import { startAccounted } from '../../support/mlflow-accounts.ts'
import { createWorkspace } from '../../support/seed-mlflow.ts'
import { afterFile } from '../../support/tools.ts'

const old = await startAccounted('floor')
const [hers] = [await old.account('ada'), await old.account('eve')]
await hers.post('/registered-models/create', { name: 'hers' })
await old.writer.post('/registered-models/permissions/create', { name: 'hers', username: 'eve', permission: 'READ' })

const spaces = await startAccounted('newest', { workspaces: true })
const v3 = (path: string, json: object) => spaces.writer.post(`/../../3.0/mlflow${path}`, json)
await createWorkspace({ url: spaces.url, headers: spaces.headers }, 'risk-team')
for (const name of ['bob', 'mia', 'ron']) await spaces.account(name)
const roleWith = async (username: string, workspace: string, ...lines: readonly (readonly [string, string])[]) => {
  const { role } = (await v3('/roles/create', { name: `of-${username}`, workspace })) as { role: { id: number } }
  for (const [resource_type, permission] of lines)
    await v3('/roles/permissions/add', { role_id: role.id, resource_type, resource_pattern: '*', permission })
  await v3('/roles/assign', { username, role_id: role.id })
}
await roleWith('bob', 'risk-team', ['registered_model', 'READ'], ['registered_model_version', 'DENY'])
await roleWith('mia', 'risk-team', ['workspace', 'MANAGE'], ['experiment', 'DENY'])
await roleWith('ron', 'risk-team', ['experiment', 'READ'], ['run', 'EDIT'], ['registered_model', 'DENY'])

async function rightsOf(config: object, names: readonly string[] = []): Promise<NativeRights> {
  const host = conformanceHost('tracking')
  afterFile(() => host.close())
  const connector = manifest.connect(manifest.config.parse(config), host)
  const rights = await connector.nativeRights?.(names, { signal: AbortSignal.timeout(60_000), requestId: 'test' })
  if (rights === undefined) throw new Error('unreachable: the connector tells of rights')
  return rights
}

const levelsOf = (rights: NativeRights, name: string) =>
  rights.principals
    .find((each) => each.name === name)
    ?.rights.map(({ origin, level, levels }) => [origin, level, levels])

test('a release that lists nobody is asked for whom the gateway knows there, and its default is as configured', async () => {
  const asAdmin = { url: old.url, ...old.admin }
  const untold = await rightsOf(asAdmin, ['ada', 'zoe'])
  expect(untold).toMatchObject({ guard: 'OWN', gaps: ['PRINCIPALS_NOT_LISTED', 'DEFAULT_UNKNOWN'] })
  expect(untold.everybody).toMatchObject([
    { origin: 'DEFAULT', level: null, levels: { Model: 'MANAGE', Run: 'MANAGE' } },
  ])
  expect(untold.principals.map(({ name }) => name)).toEqual(['ada', 'warden'])
  expect(levelsOf(untold, 'ada')).toEqual([['DIRECT', 'MANAGE', { Model: 'MANAGE', ModelVersion: 'MANAGE' }]])
  const told = await rightsOf({ ...asAdmin, defaultPermission: 'READ' }, ['eve'])
  expect(told.gaps).toEqual(['PRINCIPALS_NOT_LISTED'])
  expect(told.everybody).toMatchObject([{ origin: 'DEFAULT', level: 'READ', levels: { Model: 'READ' } }])
  expect(told.principals.find(({ name }) => name === 'eve')?.rights).toMatchObject([
    { level: 'READ', on: { kind: 'Model', nativeIds: ['hers'] } },
  ])
})

test('whoever is no administrator is told of themselves alone, which is a gap', async () => {
  const { gaps, principals } = await rightsOf({ url: old.url, username: 'ada', password: hers.password }, ['eve'])
  expect(gaps).toEqual(['NOT_ADMINISTRATOR', 'PRINCIPALS_NOT_LISTED', 'DEFAULT_UNKNOWN'])
  expect(principals.map(({ name }) => name)).toEqual(['ada'])
})

test('roles come to what MLflow makes of them: refusals, what is within containers, and administrators of a workspace', async () => {
  const rights = await rightsOf({ url: spaces.url, ...spaces.admin, workspaces: ['risk-team'] })
  expect(rights).toMatchObject({ guard: 'OWN', everybody: [], gaps: [] })
  expect(levelsOf(rights, 'bob')).toEqual([['ROLE', 'READ', { Model: 'READ', ModelVersion: 'NONE' }]])
  expect(levelsOf(rights, 'mia')).toMatchObject([['ROLE', 'MANAGE', { Model: 'MANAGE', Experiment: 'MANAGE' }]])
  expect(levelsOf(rights, 'ron')).toEqual([
    ['ROLE', 'READ', { Experiment: 'READ', Run: 'EDIT', LoggedModel: 'READ', Dataset: 'READ', DataVersion: 'READ' }],
  ])
})

test('rights in workspaces that are not read are left out', async () => {
  const { principals } = await rightsOf({ url: spaces.url, ...spaces.admin, workspaces: ['default'] })
  expect(principals.filter(({ rights }) => rights.length > 0).map(({ name }) => name)).toEqual(['warden'])
})
