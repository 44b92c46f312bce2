import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'

const { mlflowUrl } = sharedTools()
const seeded = await seedMlflow({ url: mlflowUrl })
const gateway = await startGateway({ sources: [mlflowSource('tracking')] })
const registered = await register()
const [trained] = seeded.children

/** A version of the logged model that the first child made. */
async function register(): Promise<string> {
  const writer = mlflowWriter({ url: mlflowUrl })
  const [modelId = ''] = seeded.loggedModelIds
  const name = uniqueName('of-logged-model')
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `models:/${modelId}`, model_id: modelId })
  return `models:/${name}/1`
}

interface Graph {
  readonly nodes: readonly {
    readonly id: string
    readonly kind: string
    readonly ref: string | null
    readonly name: string
    readonly properties: Readonly<Record<string, unknown>>
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[]
  readonly complete: boolean
}

async function lineage(ref: string, more: string): Promise<Graph> {
  const question = `query ($ref: String!) { lineage(ref: $ref, ${more}) {
    nodes { id kind ref name properties } edges { from to kind } complete } }`
  return (await gateway.read<{ readonly lineage: Graph }>(question, { ref })).lineage
}

const stepsOf = ({ nodes, edges }: Graph) => {
  const names = new Map(nodes.map(({ id, kind, ref, name }) => [id, ref ?? `${kind} ${name}`]))
  return edges.map(({ from, to, kind }) => `${names.get(from)} ${kind} ${names.get(to)}`).toSorted()
}

const first = `models:/${seeded.model.name}/1`
const second = `models:/${seeded.model.name}/2`
const run = `runs:/${trained.runId}`

test('versions of the same files share them, when files are asked for, and the run made both', async () => {
  const graph = await lineage(`models:/${seeded.model.name}`, 'direction: UP, kinds: [MODEL_VERSION, ARTIFACT, RUN]')
  const steps = stepsOf(graph)
  expect(steps).toEqual(
    expect.arrayContaining([
      `ARTIFACT model REGISTERED_AS ${first}`,
      `ARTIFACT model REGISTERED_AS ${second}`,
      `${run} PRODUCED ARTIFACT model`,
      `${run} PRODUCED ${first}`,
    ]),
  )
  expect(graph.nodes.filter(({ kind }) => kind === 'ARTIFACT')).toHaveLength(1)
  expect(graph.complete).toBe(true)
  // Where files lie is not everybody's to know.
  const ids = graph.nodes.map(({ id }) => Buffer.from(id, 'base64url').toString('utf8'))
  expect(JSON.stringify([graph, ids])).not.toMatch(/mlflow-artifacts:|s3:\/\//)
})

test('the files of a version that was registered from a logged model are that model', async () => {
  const graph = await lineage(registered, 'direction: UP, kinds: [MODEL_VERSION, ARTIFACT, RUN]')
  expect(stepsOf(graph)).toEqual(
    expect.arrayContaining([
      `ARTIFACT tree REGISTERED_AS ${registered}`,
      `${run} PRODUCED ARTIFACT tree`,
      `${run} PRODUCED ${registered}`,
    ]),
  )
})

test('versions with the same environment share it, when it is asked for, from whichever end the walk comes', async () => {
  const kinds = 'kinds: [MODEL_VERSION, ENVIRONMENT_LOCK]'
  const up = await lineage(`models:/${seeded.model.name}`, `direction: UP, ${kinds}`)
  const down = await lineage(run, `direction: DOWN, ${kinds}`)
  for (const graph of [up, down]) {
    const locks = graph.nodes.filter(({ kind }) => kind === 'ENVIRONMENT_LOCK')
    expect(locks).toHaveLength(1)
    expect(locks[0]?.properties).toMatchObject({ files: expect.arrayContaining(['conda.yaml', 'python_env.yaml']) })
    const used = graph.edges.filter(({ from, kind }) => from === locks[0]?.id && kind === 'USED_BY')
    const refs = new Map(graph.nodes.map(({ id, ref }) => [id, ref]))
    expect(used.map(({ to }) => refs.get(to))).toEqual(expect.arrayContaining([first, second]))
  }
})

test('files and environments that nobody asked for are not looked for', async () => {
  const graph = await lineage(first, 'direction: UP')
  expect(graph.nodes.map(({ kind }) => kind)).not.toContain('ENVIRONMENT_LOCK')
  expect(graph.nodes.map(({ kind }) => kind)).not.toContain('ARTIFACT')
})
