import { expect, test } from 'vitest'
import { type Action, firstRoles, type Role } from '../../src/access/index.ts'
import { compose, composeMirror } from '../../src/compose.ts'
import { createLogger } from '../../src/telemetry/index.ts'
import { apiWorld } from '../api/world.ts'
import { gatewayConfig, mlflowSource } from '../support/gateway.ts'
import { afterFile, sharedTools } from '../support/tools.ts'
import { startToolProxy } from './tool-proxy.ts'

const world = await apiWorld()
const proxy = await startToolProxy(sharedTools().mlflowUrl)
const loaded = await gatewayConfig({
  sources: [{ ...mlflowSource(), url: proxy.url }],
  config: { cache: { objectTtlMs: 0 } },
})
const log = createLogger({ level: 'error', destination: 'stderr' })
{
  await using mirror = await composeMirror(loaded, { log })
  await mirror.sync('tracking', { full: true })
}
// A gateway that does not listen crawls nothing either, so every call that is counted is the question's own.
const gateway = await compose(loaded, { log })
afterFile(() => gateway.close())

interface Caller {
  readonly roles: readonly Role[]
  readonly scopes?: readonly Action[]
}

const everything: Caller = { roles: [...firstRoles, 'data-scientist'] }
/** Sees no object of any tool. */
const steward: Caller = { roles: ['policy-steward'] }

async function counted(caller: Caller, query: string, variables = {}) {
  const { token } = await gateway.tokens.create({ principalName: 'ada', clearance: 4, lifetimeMs: null, ...caller })
  proxy.requests.length = 0
  const reply = await gateway.server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}` },
    payload: { query, variables },
  })
  const { data, errors }: { data: Readonly<Record<string, unknown>> | null; errors?: unknown } = reply.json()
  return { data, errors, calls: [...proxy.requests] }
}

const [run] = world.runs
const [version] = world.model.versions
if (run === undefined || version === undefined) throw new Error('The world has no runs or versions')
const refs = { run: `runs:/${run.runId}`, version: `models:/${version.name}/${version.version}` }

const ids = async () => {
  const query = `query ($run: String!, $version: String!) {
    run(ref: $run) { id experiment { id } datasets: inputs { dataVersion { id dataset { id } } } }
    modelVersion(ref: $version) { id model { id } artifacts(first: 1) { nodes { id } } } }`
  const { data, errors } = await counted(everything, query, refs)
  expect(errors).toBeUndefined()
  return [...new Set(JSON.stringify(data).match(/(?<="id":")[^"]+/g))]
}

const whole = `... on Run { label: name params { key value } } ... on Experiment { name tags { key } }
  ... on Model { name aliases { alias } } ... on ModelVersion { description artifactDigest }
  ... on Dataset { name } ... on DataVersion { originUri } ... on Artifact { path sha256 downloadUrl }`

test('objects that a caller may not see are not asked for at their tool, by whichever id or list', async () => {
  const known = await ids()
  expect(known.length).toBeGreaterThan(4)
  const query = `query ($ids: [ID!]!, $id: ID!, $entities: [_Any!]!) {
    nodes(ids: $ids) { ${whole} } node(id: $id) { ${whole} }
    _entities(representations: $entities) { ... on Run { name params { key } } }
    models(first: 5) { nodes { name aliases { alias } versions(first: 2) { nodes { description } } } }
    runs(first: 5) { nodes { name metrics { key value } } } experiments(first: 5) { nodes { name tags { key } } }
    datasets { nodes { name } } deployments { nodes { name } } search(text: "a") { nodes { node { __typename } } }
    validationCatalog { nodes { dataVersion { id } } } }`
  const [first = ''] = known
  const variables = { ids: known, id: first, entities: [{ __typename: 'Run', id: first }] }
  const allowed = await counted(everything, query, variables)
  expect(allowed.errors).toBeUndefined()
  expect(allowed.calls.length, 'the question is one that tools are asked for').toBeGreaterThan(3)
  const forbidden = await counted(steward, query, variables)
  const none = { nodes: [] }
  expect(forbidden.data).toEqual({
    nodes: known.map(() => null),
    node: null,
    _entities: [null],
    models: none,
    runs: none,
    experiments: none,
    datasets: none,
    deployments: none,
    search: none,
    validationCatalog: none,
  })
  expect(forbidden.calls).toEqual([])
})

/** Fields beyond the right to read an object, with what the token of a caller without them is narrowed to. */
const beyond: readonly (readonly [field: string, ref: 'run' | 'version', scopes: readonly Action[]])[] = [
  ['artifacts(first: 5) { nodes { path sha256 } }', 'run', ['run:read']],
  ['artifacts(first: 5) { nodes { path sha256 } }', 'version', ['model:read']],
  ['artifactDigest', 'version', ['model:read']],
  ['run { name params { key value } }', 'version', ['model:read']],
  ['versions: modelVersions(first: 5) { nodes { description } }', 'run', ['run:read']],
]

test.each(beyond)('without the right to it, %s of a %s that is seen costs no call', async (field, kind, scopes) => {
  const root = kind === 'run' ? 'run' : 'modelVersion'
  const asking = (fields: string) => `query ($ref: String!) { ${root}(ref: $ref) { id ${fields} } }`
  const variables = { ref: refs[kind] }
  const narrow = { ...everything, scopes }
  const without = await counted(narrow, asking(''), variables)
  const forbidden = await counted(narrow, asking(field), variables)
  const allowed = await counted(everything, asking(field), variables)
  expect(allowed.calls.length).toBeGreaterThan(without.calls.length)
  expect(forbidden.data?.[root]).not.toBeNull()
  expect(forbidden.calls).toEqual(without.calls)
})

const nowhere = { run: `runs:/${'0'.repeat(32)}`, version: `models:/nowhere/1` }

test('a ref of what a caller may not see is refused like one of nothing, and no tool is asked for either', async () => {
  const query = 'query ($run: String!, $version: String!) { run(ref: $run) { id } modelVersion(ref: $version) { id } }'
  const lineage = 'query ($version: String!) { lineage(ref: $version) { nodes { id } } }'
  for (const question of [query, lineage]) {
    const [hidden, unknown] = [await counted(steward, question, refs), await counted(steward, question, nowhere)]
    const told = (text: unknown, { run: runRef, version: versionRef }: typeof refs) =>
      JSON.stringify(text, (key, value: unknown) => (key === 'errorId' ? '' : value))
        .replaceAll(runRef, 'RUN')
        .replaceAll(versionRef, 'VERSION')
    expect(told(hidden.errors, refs)).toBe(told(unknown.errors, nowhere))
    expect([hidden.calls, unknown.calls]).toEqual([[], []])
  }
})
