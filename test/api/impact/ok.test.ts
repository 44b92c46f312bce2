import { expect, test } from 'vitest'
import { pollUntil } from '../../../tools/launch/ready.ts'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, seedMlflow } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'
import { expectRefused, quoted } from '../refusals.ts'
import { serveModels } from '../served.ts'

const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
const { name } = seeded.model
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
await writer.post('/registered-models/set-tag', { name, key: 'owner', value: 'team-risk, dana@example.com' })
// As every client does for what it logs: a walk over the tools knows a run's models by the run alone.
const models = [{ model_id: seeded.loggedModelIds[1], step: 0 }]
await writer.post('/runs/outputs', { run_id: seeded.children[0].runId, models })
const { source } = await serveModels([{ name: 'loan-risk', version: 'v1', declared: `models:/${name}/1` }])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])
const viewer = await gateway.tokenOf('ada', 'viewer')
const data = `dataset:${seeded.dataset.name}@${seeded.dataset.digest}`

interface Impact {
  readonly impact: {
    readonly root: { readonly id: string; readonly ref: string }
    readonly severity: string
    readonly affected: readonly {
      readonly node: { readonly id: string; readonly kind: string; readonly ref: string | null }
      readonly distance: number
      readonly severity: string
      readonly isLive: boolean
      readonly environment: string | null
      readonly owners: readonly string[]
      readonly path: readonly string[]
    }[]
    readonly complete: boolean
    readonly cache: { readonly state: string }
  }
}
const impactOf = async (args: string, token = gateway.token) =>
  (
    await gateway.read<Impact>(
      `{ impact(${args}) { root { id ref } severity complete cache { state } sources { source state }
      affected { node { id kind ref } distance severity isLive environment owners path } } }`,
      {},
      { token },
    )
  ).impact

test('data that a live model was made from is told with what serves it, where, and who is responsible', async () => {
  const impact = await impactOf(`of: ${quoted(data)}`)
  expect(impact).toMatchObject({ root: { ref: data }, severity: 'CRITICAL', complete: true })
  const [worst] = impact.affected
  expect(worst).toMatchObject({
    node: { kind: 'DEPLOYMENT', ref: 'deployment:serving/loan-risk' },
    severity: 'CRITICAL',
    isLive: true,
    environment: 'production',
    owners: ['team-risk', 'dana@example.com'],
  })
  expect([worst?.path[0], worst?.path.at(-1), worst?.path.length]).toEqual([
    impact.root.id,
    worst?.node.id,
    (worst?.distance ?? 0) + 1,
  ])
  const severities = impact.affected.map(({ node, severity }) => `${node.kind} ${severity}`)
  expect(severities).toEqual(
    expect.arrayContaining(['ENDPOINT CRITICAL', 'MODEL_VERSION MEDIUM', 'MODEL MEDIUM', 'RUN LOW']),
  )
  expect(impact.affected.find(({ node }) => node.kind === 'ENDPOINT')?.owners).toEqual(worst?.owners)
})

test('the index comes to answer what the tools answered, and a live walk answers the same', async () => {
  const facts = ({ affected }: Impact['impact']) =>
    affected.map(({ node, severity, distance }) => `${node.id} ${severity} ${distance}`).toSorted()
  const indexed = await pollUntil(
    async () => (await impactOf(`of: ${quoted(data)}, maxNodes: 199`)).cache.state !== 'BYPASS',
    30_000,
    () => false,
  )
  expect(indexed).toBe(true)
  const live = await impactOf(`of: ${quoted(data)}, maxNodes: 100, freshness: LIVE`)
  expect(live.cache.state).toBe('BYPASS')
  expect(facts(await impactOf(`of: ${quoted(data)}, maxNodes: 100`))).toEqual(facts(live))
})

test('a deployment reaches its endpoint alone, and a model stands for its versions', async () => {
  const kinds = async (of: string) =>
    new Set((await impactOf(`of: ${quoted(of)}`)).affected.map(({ node }) => node.kind))
  expect(await kinds('deployment:serving/loan-risk')).toEqual(new Set(['ENDPOINT']))
  expect(await kinds(`models:/${name}`)).toEqual(new Set(['MODEL_VERSION', 'DEPLOYMENT', 'ENDPOINT', 'MODEL']))
})

test("somebody's address among the owners is not for everybody", async () => {
  const { affected } = await impactOf(`of: ${quoted(`models:/${name}/1`)}`, viewer)
  expect(affected.find(({ node }) => node.kind === 'DEPLOYMENT')?.owners).toEqual(['team-risk'])
})

test('more than the most, the future and a name that nobody has are refused', async () => {
  await expectRefused(gateway, `impact(of: ${quoted(data)}, depth: 101) { severity }`, {
    code: 'BAD_USER_INPUT',
    max: 100,
  })
  await expectRefused(gateway, `impact(of: ${quoted(data)}, at: "2999-01-01T00:00:00.000Z") { severity }`, {
    code: 'BAD_USER_INPUT',
    field: ['at'],
  })
  await expectRefused(gateway, 'impact(of: "models:/nobody") { severity }', { code: 'NOT_FOUND' })
})
