import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type CountingProxy, startCountingProxy } from '../harness/counting-proxy.ts'
import type { Figure } from '../harness/figure.ts'
import { type BenchGateway, startGateway, untilMirrored } from '../harness/gateway.ts'
import { type PlainAnswer, runPlainClient } from '../harness/plain-client.ts'
import { still } from './calls.ts'

const model = 'model-003'

interface Graph {
  readonly nodes: readonly { readonly id: string; readonly ref: string | null; readonly kind: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[]
  readonly complete: boolean
  readonly truncationReason: string | null
}

const parts = 'nodes { id ref kind } edges { from to kind } complete truncationReason'

/** How a model came to be, and what else was made of its data. */
export const lineage: Row = {
  name: 'lineage',
  about: "one model's lineage, walked live, against a script on the plain MLflow client that finds the same nodes",
  async measure(bench) {
    const mlflow = await bench.seededMlflow()
    const proxy = await startCountingProxy(mlflow.url)
    bench.afterRow(() => proxy.close())
    const gateway = await gatewayOn(bench, proxy)
    const walks = {
      ancestry: { ours: () => ancestry(gateway).then(refsOf), plain: [mlflow.url, model, '--ancestry'] },
      'with siblings': { ours: () => withSiblings(gateway), plain: [mlflow.url, model] },
    }
    const figures: Figure[] = []
    for (const [name, { ours, plain }] of Object.entries(walks)) {
      const measured = await compare(bench.rounds, {
        async ours() {
          proxy.reset()
          const begin = performance.now()
          const nodes = await ours()
          return { nodes, seconds: (performance.now() - begin) / 1000, calls: proxy.calls().length }
        },
        plain: () => runPlainClient('lineage.py', plain),
      })
      bench.say(`lineage: ${name}: ${proxy.summary()}`)
      figures.push(...measured.map((figure) => ({ ...figure, what: `${name}: ${figure.what}` })))
    }
    return figures
  },
}

async function gatewayOn(bench: Bench, proxy: CountingProxy): Promise<BenchGateway> {
  const limits = { costPerMinute: 10_000_000 }
  const cache = { objectTtlMs: 0 }
  const mlflowUrl = proxy.url
  const gateway = await startGateway({ folder: bench.folder('lineage'), mlflowUrl, sync: still, cache, limits })
  bench.afterRow(() => gateway.stop())
  await untilMirrored(gateway)
  await proxy.untilQuiet()
  return gateway
}

interface Walks {
  readonly ours: () => Promise<PlainAnswer>
  readonly plain: () => Promise<PlainAnswer>
}

async function compare(rounds: number, walks: Walks): Promise<readonly Figure[]> {
  const answers: Record<keyof Walks, PlainAnswer[]> = { ours: [], plain: [] }
  const timed = (who: keyof Walks) => async () => {
    const answer = await walks[who]()
    answers[who].push(answer)
    return answer.seconds
  }
  const { ours, plain } = await interleave(rounds, { ours: timed('ours'), plain: timed('plain') })
  const lacking = missing(answers.plain.at(-1), answers.ours.at(-1))
  if (lacking.length > 0) throw new Error(`the gateway missed ${lacking.length} nodes, such as ${lacking[0]}`)
  const counted = (who: keyof Walks) => answers[who].map(({ calls }) => calls)
  const found = (who: keyof Walks) => answers[who].map(({ nodes }) => nodes.length)
  return [
    { what: 'times faster', unit: 'x', values: ratios(plain, ours), bar: { atLeast: 3 } },
    { what: 'calls to MLflow', unit: 'calls', values: counted('ours'), bar: { atMost: 60 } },
    { what: 'time', unit: 's', values: ours, bar: null },
    { what: 'nodes', unit: 'nodes', values: found('ours'), bar: null },
    { what: 'time of the script', unit: 's', values: plain, bar: null },
    { what: 'calls of the script', unit: 'calls', values: counted('plain'), bar: null },
    { what: 'nodes of the script', unit: 'nodes', values: found('plain'), bar: null },
  ]
}

/** What the script found and the gateway did not. */
function missing(plain: PlainAnswer | undefined, ours: PlainAnswer | undefined): readonly string[] {
  const found = new Set(ours?.nodes)
  return plain?.nodes.filter((ref) => !found.has(ref)) ?? []
}

async function ancestry({ graphql }: BenchGateway): Promise<Graph> {
  const query = `query ($ref: String!) { lineage(ref: $ref, direction: UP) { ${parts} } }`
  const { lineage: graph } = await graphql<{ readonly lineage: Graph }>(query, { ref: `models:/${model}` })
  if (!graph.complete) throw new Error('the lineage of the model is not whole')
  return graph
}

/** Upwards from the model, then downwards from each data version that its versions were made from, one walk after another. */
async function withSiblings(gateway: BenchGateway): Promise<readonly string[]> {
  const up = await ancestry(gateway)
  const graphs = [up]
  for (const ref of dataBehindVersions(up)) graphs.push(await impact(gateway, ref))
  return [...new Set(graphs.flatMap(refsOf))].toSorted()
}

function dataBehindVersions({ nodes, edges }: Graph): readonly string[] {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]))
  const made = edges.filter(({ kind, to }) => kind === 'PRODUCED' && kinds.get(to) === 'MODEL_VERSION')
  const makers = new Set(made.map(({ from }) => from))
  const read = new Set(edges.filter(({ kind, to }) => kind === 'CONSUMED' && makers.has(to)).map(({ from }) => from))
  return nodes.flatMap(({ id, ref }) => (read.has(id) && ref !== null ? [ref] : []))
}

/** Runs that read a data version, and what they made: two steps, so an end at that depth is no lack. */
async function impact({ graphql }: BenchGateway, ref: string): Promise<Graph> {
  const query = `query ($ref: String!) { lineage(ref: $ref, direction: DOWN, depth: 2) { ${parts} } }`
  const { lineage: graph } = await graphql<{ readonly lineage: Graph }>(query, { ref })
  if (!graph.complete && graph.truncationReason !== 'DEPTH') throw new Error(`the lineage of ${ref} is not whole`)
  return graph
}

function refsOf({ nodes }: Graph): readonly string[] {
  return nodes.flatMap(({ ref }) => ref ?? [])
}
