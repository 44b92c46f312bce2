import { expect, test, vi } from 'vitest'
import { serveModels } from '../api/served.ts'
import { filesOfFirstVersion } from '../api/world.ts'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'

const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
const other = await seedMlflow({ url: sharedTools().mlflowUrl })
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
// As every client does for what it logs: a walk over the tools knows a run's models by the run alone.
for (const { children, loggedModelIds } of [seeded, other])
  await writer.post('/runs/outputs', { run_id: children[0].runId, models: [{ model_id: loggedModelIds[1], step: 0 }] })
const files = await filesOfFirstVersion({
  ...seeded,
  tag: '',
  files: { path: seeded.files.path, names: Object.keys(seeded.files.content) },
})
const { source } = await serveModels([
  { name: 'declared', version: 'v1', declared: `models:/${other.model.name}/1` },
  // The same files, and nobody says so.
  { name: 'recognised', version: 'v1', files },
  { name: 'unknown', version: 'v1' },
])
const gateway = await startGateway({ sources: [mlflowSource(), source], config: { limits: { costPerMinute: 1e9 } } })
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])

interface Node {
  readonly id: string
  readonly kind: string
}

interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: string
  readonly confidence: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

interface Graph {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly depthReached: number
  readonly truncated: boolean
  readonly complete: boolean
  readonly cache: { readonly state: string }
}

const query = `query ($ref: String!, $direction: LineageDirection, $depth: Int, $kinds: [LineageNodeKind!],
    $freshness: LineageFreshness) {
  lineage(ref: $ref, direction: $direction, depth: $depth, kinds: $kinds, freshness: $freshness) {
    root { id } nodes { id kind name ref source properties } edges { from to kind confidence validFrom validTo }
    depthReached truncated complete cache { state } } }`

async function graphOf(variables: Readonly<Record<string, unknown>>): Promise<Graph> {
  return (await gateway.read<{ readonly lineage: Graph }>(query, variables)).lineage
}

const everywhere = { ref: 'deployment:serving/unknown', direction: 'BOTH' }

/** Since when something is served no tool tells, and the index knows since when it saw it. */
const isSeen = ({ kind }: Edge) => kind === 'SERVED_BY' || kind === 'EXPOSED_AT'

function factsOf({ nodes, edges, cache: _cache, ...rest }: Graph) {
  const told = edges.map((edge) => JSON.stringify(isSeen(edge) ? { ...edge, validFrom: null } : edge))
  return { ...rest, nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)), edges: told.toSorted() }
}

/** The graph by the index. What runs measured is asked for one after the other, and the tool holds what other tests made. */
function likeTheTools(asked: Readonly<Record<string, unknown>>): Promise<Graph> {
  return vi.waitFor(
    async () => {
      const indexed = await graphOf(asked)
      expect(indexed.cache.state).not.toBe('BYPASS')
      const live = await graphOf({ ...asked, freshness: 'LIVE' })
      expect({ asked, ...factsOf(indexed) }).toEqual({ asked, ...factsOf(live) })
      return indexed
    },
    { timeout: 180_000, interval: 500 },
  )
}

const roots = [
  ...['declared', 'recognised', 'unknown'].map((name) => `deployment:serving/${name}`),
  ...[seeded, other].flatMap(({ model, dataset }) => [
    `models:/${model.name}`,
    `models:/${model.name}/1`,
    `models:/${model.name}/2`,
    `dataset:${dataset.name}@${dataset.digest}`,
  ]),
]

test('once it is known what is served, the index gives the deployments and endpoints that the tools give', {
  timeout: 480_000,
}, async () => {
  // Finding out by the files alone takes longest.
  const recognised = { ref: 'deployment:serving/recognised', direction: 'UP' }
  const isKnown = async () => (await graphOf(recognised)).edges.some(({ kind }) => kind === 'SERVED_BY')
  await expect.poll(isKnown, { timeout: 120_000, interval: 500 }).toBe(true)
  await expect.poll(async () => (await graphOf(everywhere)).cache.state, { timeout: 60_000 }).not.toBe('BYPASS')
  const met = { confidences: new Set<string>(), kinds: new Set<string>() }
  const shapes = [{}, { depth: 1 }, { depth: 2 }, { kinds: ['DEPLOYMENT', 'ENDPOINT', 'DATA_VERSION'] }]
  for (const ref of roots)
    for (const direction of ['UP', 'DOWN', 'BOTH'])
      for (const shape of shapes) {
        const indexed = await likeTheTools({ ref, direction, ...shape })
        for (const { kind } of indexed.nodes) met.kinds.add(kind)
        for (const { confidence } of indexed.edges.filter(isSeen)) met.confidences.add(confidence)
      }
  expect([...met.kinds]).toEqual(expect.arrayContaining(['DEPLOYMENT', 'ENDPOINT', 'MODEL_VERSION', 'RUN']))
  expect([...met.confidences]).toEqual(expect.arrayContaining(['DECLARED', 'INFERRED', 'OBSERVED']))
})
