import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { uniqueName } from '../../support/tools.ts'
import { serveModels } from '../served.ts'
import { apiWorld } from '../world.ts'
import { register, tokenWith } from './consumers.ts'

const world = await apiWorld()
const served = uniqueName('served')
const { source } = await serveModels([{ name: served, version: 'v1' }])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])
const ada = await tokenWith(gateway, 'ada', ['ml-engineer'])
const bob = await tokenWith(gateway, 'bob', ['operator'])

const version = `models:/${world.model.name}/1`
const deployment = `deployment:serving/${served}`

interface Users {
  readonly consumers: { readonly nodes: readonly { readonly name: string; readonly criticality: string }[] }
}

async function usersOf(ref: string): Promise<Users['consumers']['nodes']> {
  const fields = 'consumers { nodes { name criticality } }'
  if (ref === version) {
    const query = `query ($ref: String!) { modelVersion(ref: $ref) { ${fields} } }`
    return (await gateway.read<{ readonly modelVersion: Users }>(query, { ref })).modelVersion.consumers.nodes
  }
  const query = `{ deployments(filter: { nameContains: "${served}" }) { nodes { ${fields} } } }`
  interface List {
    readonly deployments: { readonly nodes: readonly Users[] }
  }
  return (await gateway.read<List>(query)).deployments.nodes.flatMap(({ consumers }) => consumers.nodes)
}

test('whoever uses a version or a deployment is registered, found by id and listed with it', async () => {
  const name = uniqueName('portal')
  const made = await register(gateway, ada, {
    name,
    uses: version,
    criticality: 'HIGH',
    kind: 'REPORT',
    ownerTeam: 'risk',
  })
  expect(made).toMatchObject({ consumer: { name, criticality: 'HIGH', active: true, endedAt: null }, userErrors: [] })
  const query = `query ($id: ID!) { node(id: $id) { ... on Consumer { name kind ownerTeam endpoint uses { ... on ModelVersion { version } } } } }`
  expect(await gateway.read(query, { id: made.consumer?.id })).toEqual({
    node: { name, kind: 'REPORT', ownerTeam: 'risk', endpoint: null, uses: { version: '1' } },
  })
  expect(await usersOf(version)).toContainEqual({ name, criticality: 'HIGH' })
  expect(await register(gateway, bob, { name, uses: deployment })).toMatchObject({ userErrors: [] })
  expect(await usersOf(deployment)).toContainEqual({ name, criticality: 'MEDIUM' })
})

test('two people who register the same at once make one consumer, in whatever case they write its name', async () => {
  const name = uniqueName('checkout')
  const wishes = Array.from({ length: 8 }, (_, at) =>
    register(gateway, at % 2 === 0 ? ada : bob, {
      name: at % 2 === 0 ? name : ` ${name.toUpperCase()} `,
      uses: deployment,
    }),
  )
  const ids = (await Promise.all(wishes)).map(({ consumer }) => consumer?.id)
  expect(new Set(ids).size).toBe(1)
  const found = (await usersOf(deployment)).filter((user) => user.name.toLowerCase() === name)
  expect(found).toHaveLength(1)
})

test('telling it again changes what is told, and nothing when nothing is new', async () => {
  const name = uniqueName('nightly')
  const query = '{ auditEvents(first: 100, filter: { action: "consumer:register" }) { nodes { type } } }'
  const auditor = await tokenWith(gateway, 'eve', ['auditor'])
  const types = async () => {
    interface Events {
      readonly auditEvents: { readonly nodes: readonly { readonly type: string }[] }
    }
    return (await gateway.read<Events>(query, {}, { token: auditor })).auditEvents.nodes.map(({ type }) => type)
  }
  const before = (await types()).length
  const first = await register(gateway, ada, { name, uses: version, kind: 'PIPELINE' })
  const again = await register(gateway, bob, { name, uses: version, kind: 'PIPELINE' })
  expect(again).toEqual(first)
  await register(gateway, bob, { name, uses: version, kind: 'PIPELINE', criticality: 'CRITICAL' })
  expect(await usersOf(version)).toContainEqual({ name, criticality: 'CRITICAL' })
  const ended = await register(gateway, ada, { name, uses: version, active: false })
  expect(ended.consumer).toMatchObject({ id: first.consumer?.id, active: false, endedAt: expect.any(String) })
  expect((await usersOf(version)).map((user) => user.name)).not.toContain(name)
  expect(await register(gateway, ada, { name, uses: version, active: false })).toEqual(ended)
  expect(await register(gateway, ada, { name, uses: version })).toMatchObject({
    consumer: { id: first.consumer?.id, active: true, endedAt: null },
  })
  expect((await types()).slice(0, -before || undefined)).toEqual([
    'gov.consumer.changed.v1',
    'gov.consumer.ended.v1',
    'gov.consumer.changed.v1',
    'gov.consumer.registered.v1',
  ])
})

test('an endpoint is named by its protocol', async () => {
  const name = uniqueName('caller')
  const wish = { name, uses: deployment }
  expect(await register(gateway, ada, { ...wish, endpoint: 'gopher' })).toMatchObject({
    consumer: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'endpoint'] }],
  })
  interface Endpoints {
    readonly deployments: {
      readonly nodes: readonly { readonly endpoints: readonly { readonly protocol: string }[] }[]
    }
  }
  const { deployments } = await gateway.read<Endpoints>(
    `{ deployments(filter: { nameContains: "${served}" }) { nodes { endpoints { protocol } } } }`,
  )
  const endpoint = deployments.nodes[0]?.endpoints[0]?.protocol
  expect(await register(gateway, ada, { ...wish, endpoint })).toMatchObject({ consumer: { name }, userErrors: [] })
})

test('pages of consumers follow one another', async () => {
  const names = Array.from({ length: 5 }, (_, at) => uniqueName(`page${at}`))
  const copy = `models:/${world.model.name}/2`
  for (const name of names) await register(gateway, ada, { name, uses: copy })
  const query = `query ($ref: String!, $after: String) { modelVersion(ref: $ref) {
    consumers(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } }`
  interface Page {
    readonly modelVersion: {
      readonly consumers: {
        readonly nodes: readonly { readonly name: string }[]
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      }
    }
  }
  const found: string[] = []
  let after: string | null = null
  do {
    const { modelVersion }: Page = await gateway.read<Page>(query, { ref: copy, after })
    found.push(...modelVersion.consumers.nodes.map(({ name }) => name))
    after = modelVersion.consumers.pageInfo.hasNextPage ? modelVersion.consumers.pageInfo.endCursor : null
  } while (after !== null)
  expect(found.filter((name) => names.includes(name))).toEqual(names)
})
