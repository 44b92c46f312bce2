import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, seedMlflow } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'

const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const runIds = new Set(seeded.runs.map(({ runId }) => runId))
for (const { experimentId } of seeded.runs)
  await writer.post('/experiments/set-experiment-tag', {
    experiment_id: experimentId,
    key: 'sensitivity',
    value: 'secret',
  })
const gateway = await startGateway({ sources: [mlflowSource()] })
await gateway.caughtUp('tracking')
const viewers = [await gateway.tokenOf('ada', 'viewer'), await gateway.tokenOf('bob', 'viewer')] as const
const [version] = seeded.model.versions
const ref = `models:/${seeded.model.name}/${version?.version}`

interface Lineage {
  readonly lineage: {
    readonly nodes: readonly { id: string; kind: string | null; name: string | null; restricted: boolean }[]
    readonly edges: readonly { from: string; to: string; kind: string | null; observedAt: string | null }[]
    readonly truncated: boolean
    readonly depthReached: number
    readonly mermaid: string
  }
}
const query = `query ($ref: String!, $kinds: [LineageNodeKind!], $maxNodes: Int) {
  lineage(ref: $ref, kinds: $kinds, maxNodes: $maxNodes, depth: 4) {
    nodes { id kind name ref source properties restricted } edges { from to kind confidence observedAt validFrom validTo }
    truncated depthReached mermaid dot
  } }`
const ask = (token: string, variables: object = {}) => gateway.read<Lineage>(query, { ref, ...variables }, { token })

test('runs that a viewer may not see are one opaque node, of which only its place is told', async () => {
  const whole = await ask(gateway.token)
  expect(whole.lineage.nodes.filter(({ kind }) => kind === 'RUN').length).toBeGreaterThan(1)
  const seen = await ask(viewers[0])
  const restricted = seen.lineage.nodes.filter((node) => node.restricted)
  expect(restricted).toEqual([
    { id: expect.any(String), kind: null, name: null, ref: null, source: null, properties: null, restricted: true },
  ])
  const [stand] = restricted
  const beside = seen.lineage.edges.filter(({ from, to }) => from === stand?.id || to === stand?.id)
  expect(beside.length).toBeGreaterThan(0)
  for (const edge of beside)
    expect(edge).toMatchObject({ kind: null, confidence: null, observedAt: null, validFrom: null, validTo: null })
  const text = JSON.stringify(seen)
  for (const id of runIds) expect(text).not.toContain(id)
  expect(seen.lineage.nodes.map(({ kind }) => kind)).toContain('MODEL_VERSION')
  expect(seen.lineage.mermaid).toContain('restricted')
})

test('an opaque node is another one for another person, and the same again for the same', async () => {
  const idOf = async (token: string) => (await ask(token)).lineage.nodes.find((node) => node.restricted)?.id
  const [ada, again, bob] = [await idOf(viewers[0]), await idOf(viewers[0]), await idOf(viewers[1])]
  expect(again).toBe(ada)
  expect(bob).not.toBe(ada)
})

test('no filter by kind tells what is hidden, and no budget is used up by it', async () => {
  const onlyRuns = await ask(viewers[0], { kinds: ['RUN'] })
  expect(onlyRuns.lineage.nodes.map(({ kind }) => kind)).toEqual(['MODEL_VERSION'])
  expect(onlyRuns.lineage.edges).toEqual([])
  const all = (await ask(viewers[0])).lineage.nodes.filter((node) => !node.restricted)
  const exact = await ask(viewers[0], { maxNodes: all.length })
  expect(exact.lineage).toMatchObject({ truncated: false })
  expect(exact.lineage.nodes.filter((node) => !node.restricted)).toHaveLength(all.length)
})

test('a hidden root is unknown', async () => {
  const [run] = seeded.runs
  const { errors } = await gateway.ask(query, { ref: `runs:/${run?.runId}` }, { token: viewers[0] })
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
})
