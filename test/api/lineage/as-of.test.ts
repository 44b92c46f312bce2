import { expect, test } from 'vitest'
import { pollUntil } from '../../../tools/launch/ready.ts'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, seedMlflow, textAt } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'
import { expectRefused, quoted } from '../refusals.ts'

const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
const { name } = seeded.model
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const point = (version: string) => writer.post('/registered-models/alias', { name, alias: 'on-trial', version })
await point('1')
const gateway = await startGateway({ sources: [mlflowSource()] })
await gateway.caughtUp('tracking')

interface Answer {
  readonly lineage: {
    readonly root: { readonly ref: string }
    readonly nodes: readonly { readonly ref: string | null; readonly kind: string }[]
    readonly complete: boolean
    readonly cache: { readonly state: string }
  }
}
const lineage = async (args: string) =>
  (
    await gateway.read<Answer>(
      `{ lineage(ref: ${quoted(`models:/${name}@on-trial`)}, ${args}) { root { ref } nodes { ref kind } complete cache { state } } }`,
    )
  ).lineage

test('what an alias was at then, and what that was made of, is answered after it has moved', async () => {
  const then = new Date().toISOString()
  expect(await lineage('direction: UP')).toMatchObject({ root: { ref: `models:/${name}/1` }, complete: true })
  await point('2')
  const hasMoved = await pollUntil(
    async () => (await lineage('direction: UP')).root.ref === `models:/${name}/2`,
    30_000,
    () => false,
  )
  expect(hasMoved).toBe(true)
  const answer = await lineage(`direction: UP, at: ${quoted(then)}`)
  expect(answer).toMatchObject({ root: { ref: `models:/${name}/1` }, complete: true })
  expect(answer.nodes.map(({ ref }) => ref)).toContain(`runs:/${seeded.children[0].runId}`)
})

test('an object tells its own lineage, at a moment too', async () => {
  interface Own {
    readonly modelVersion: { readonly now: Answer['lineage']; readonly before: Answer['lineage'] }
  }
  const { modelVersion } = await gateway.read<Own>(`{ modelVersion(ref: ${quoted(`models:/${name}/1`)}) {
    now: lineage(direction: UP) { root { ref } nodes { ref kind } complete cache { state } }
    before: lineage(direction: UP, at: "2020-01-01T00:00:00.000Z") { root { ref } nodes { ref kind } complete cache { state } }
  } }`)
  expect(modelVersion.now.nodes.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['MODEL_VERSION', 'RUN', 'DATASET']),
  )
  expect(modelVersion.before).toMatchObject({ nodes: [{ ref: `models:/${name}/1` }], complete: false })
})

test('what is made and asked about at once is walked with what it was made of, before any crawl', async () => {
  const [experimentId = ''] = seeded.experimentIds
  const made = await writer.post('/runs/create', { experiment_id: experimentId, start_time: Date.now() })
  const runId = textAt(made, 'run', 'info', 'run_id')
  const created = await writer.post('/model-versions/create', { name, source: `runs:/${runId}/model`, run_id: runId })
  const newest = textAt(created, 'model_version', 'version')
  const { nodes } = (
    await gateway.read<Answer>(
      `{ lineage(ref: ${quoted(`models:/${name}/${newest}`)}, direction: UP) { root { ref } nodes { ref kind } complete cache { state } } }`,
    )
  ).lineage
  expect(nodes.map(({ ref }) => ref)).toContain(`runs:/${runId}`)
})

test('the future is refused', async () => {
  await expectRefused(
    gateway,
    `lineage(ref: ${quoted(`models:/${name}`)}, at: "2999-01-01T00:00:00.000Z") { complete }`,
    {
      code: 'BAD_USER_INPUT',
      field: ['at'],
    },
  )
})
