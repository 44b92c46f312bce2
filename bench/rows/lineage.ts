import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type CountingProxy, startCountingProxy } from '../harness/counting-proxy.ts'
import { type Bar, type Figure, median } from '../harness/figure.ts'
import { type BenchGateway, startGateway, untilMirrored } from '../harness/gateway.ts'
import { type PlainAnswer, runPlainClient } from '../harness/plain-client.ts'
import { still } from './calls.ts'

const model = 'model-003'

/** What the script collects of everything it meets: its ref. */
interface Refs {
  readonly nodes: readonly { readonly ref: string | null }[]
  readonly complete: boolean
  readonly truncationReason: string | null
  readonly cache: { readonly state: string }
}

/** With what it takes to go on from there. */
interface Graph extends Refs {
  readonly nodes: readonly { readonly id: string; readonly ref: string | null; readonly kind: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[]
}

/** Only what is made use of is asked for. */
const parts = {
  refs: 'nodes { ref } complete truncationReason cache { state }',
  graph: 'nodes { id ref kind } edges { from to kind } complete truncationReason cache { state }',
} as const

/**
 * Where the gateway takes an answer from, how often it is asked in a round, quick answers more often, and how many walks a
 * request asks for: ten of 2,000 nodes cost what one request may by default, and of live ones a caller has one at a time.
 */
const ways = {
  live: { freshness: 'LIVE', state: 'BYPASS', times: 1, together: 1 },
  index: { freshness: 'CACHED', state: 'MISS', times: 5, together: 10 },
  cached: { freshness: 'CACHED', state: 'HIT', times: 20, together: 10 },
} as const

type Way = keyof typeof ways

/** What to hold each way against; only the walk with siblings is what the script takes half a minute for. */
const bars: Readonly<Record<string, Readonly<Record<Way, Bar | null>>>> = {
  ancestry: { live: { atLeast: 3 }, index: null, cached: null },
  'with siblings': { live: { atLeast: 3 }, index: { atLeast: 200 }, cached: { atLeast: 2_000 } },
}

/** How a model came to be, and what else was made of its data. */
export const lineage: Row = {
  name: 'lineage',
  about: "one model's lineage, live, from the index and cached, against a script on the plain MLflow client",
  async measure(bench) {
    const mlflow = await bench.seededMlflow()
    const proxy = await startCountingProxy(mlflow.url)
    bench.afterRow(() => proxy.close())
    const gateway = await gatewayOn(bench, proxy)
    const walks = {
      ancestry: { ours: (ask: Ask) => ancestry(ask).then(refsOf), plain: [mlflow.url, model, '--ancestry'] },
      'with siblings': { ours: withSiblings, plain: [mlflow.url, model] },
    }
    const figures: Figure[] = []
    for (const [name, { ours, plain }] of Object.entries(walks)) {
      const walk = (way: Way) => measureWay(way, { gateway, proxy, walk: ours })
      const measured = await compare(bench, name, { walk, plain: () => runPlainClient('lineage.py', plain) })
      figures.push(...measured.map((figure) => ({ ...figure, what: `${name}: ${figure.what}` })))
    }
    return figures
  },
}

async function gatewayOn(bench: Bench, proxy: CountingProxy): Promise<BenchGateway> {
  const limits = { costPerMinute: 1_000_000_000, costPerRequest: 10_000 }
  const cache = { objectTtlMs: 0 }
  const mlflowUrl = proxy.url
  const gateway = await startGateway({ folder: bench.folder('lineage'), mlflowUrl, sync: still, cache, limits })
  bench.afterRow(() => gateway.stop())
  await untilMirrored(gateway)
  await proxy.untilQuiet()
  return gateway
}

interface Walks {
  readonly walk: (way: Way) => Promise<PlainAnswer>
  readonly plain: () => Promise<PlainAnswer>
}

async function compare(bench: Bench, name: string, { walk, plain }: Walks): Promise<readonly Figure[]> {
  const answers: Record<Way | 'plain', PlainAnswer[]> = { live: [], index: [], cached: [], plain: [] }
  const timed = (who: Way | 'plain') => async () => {
    const answer = await (who === 'plain' ? plain() : walk(who))
    answers[who].push(answer)
    return answer.seconds
  }
  const seconds = await interleave(bench.rounds, {
    live: timed('live'),
    index: timed('index'),
    cached: timed('cached'),
    plain: timed('plain'),
  })
  for (const way of ['live', 'index', 'cached'] as const) {
    const lacking = missing(answers.plain.at(-1), answers[way].at(-1))
    if (lacking.length > 0) throw new Error(`${way}, the gateway missed ${lacking.length} nodes, such as ${lacking[0]}`)
  }
  if (answers.live.at(-1)?.nodes.join() !== answers.index.at(-1)?.nodes.join())
    throw new Error('the index holds other nodes than the tools')
  const counted = (who: Way | 'plain') => answers[who].map(({ calls }) => calls)
  const found = (who: Way | 'plain') => answers[who].map(({ nodes }) => nodes.length)
  const faster = (way: Way) => ({
    unit: 'x',
    values: ratios(seconds.plain, seconds[way]),
    bar: bars[name]?.[way] ?? null,
  })
  const time = (way: Way | 'plain') => ({ unit: 's', values: seconds[way], bar: null })
  return [
    { what: 'cached, times faster', ...faster('cached') },
    { what: 'from the index, times faster', ...faster('index') },
    { what: 'live, times faster', ...faster('live') },
    { what: 'live, calls to MLflow', unit: 'calls', values: counted('live'), bar: { atMost: 60 } },
    { what: 'from the index, calls to MLflow', unit: 'calls', values: counted('index'), bar: null },
    { what: 'cached, time', ...time('cached') },
    { what: 'from the index, time', ...time('index') },
    { what: 'live, time', ...time('live') },
    { what: 'nodes', unit: 'nodes', values: found('live'), bar: null },
    { what: 'time of the script', ...time('plain') },
    { what: 'calls of the script', unit: 'calls', values: counted('plain'), bar: null },
    { what: 'nodes of the script', unit: 'nodes', values: found('plain'), bar: null },
  ]
}

/** What the script found and the gateway did not. */
function missing(plain: PlainAnswer | undefined, ours: PlainAnswer | undefined): readonly string[] {
  const found = new Set(ours?.nodes)
  return plain?.nodes.filter((ref) => !found.has(ref)) ?? []
}

interface WayParts {
  readonly gateway: BenchGateway
  readonly proxy: CountingProxy
  readonly walk: (ask: Ask) => Promise<readonly string[]>
}

/** Walks one way as often as it is to be; answers the median time. */
async function measureWay(way: Way, { gateway, proxy, walk }: WayParts): Promise<PlainAnswer> {
  if (way === 'cached') await walk(asking(gateway, way, false))
  proxy.reset()
  const seconds: number[] = []
  let nodes: readonly string[] = []
  for (let time = 0; time < ways[way].times; time += 1) {
    const ask = asking(gateway, way, true)
    const begin = performance.now()
    nodes = await walk(ask)
    seconds.push((performance.now() - begin) / 1000)
  }
  return { nodes, seconds: median(seconds), calls: proxy.calls().length / ways[way].times }
}

/** Asks for one walk from each ref, each with these arguments besides; the graphs come in the order asked. */
interface Ask {
  graphs(refs: readonly string[], more: string): Promise<readonly Graph[]>
  refs(refs: readonly string[], more: string): Promise<readonly Refs[]>
}

/** Each walk over the index asks with a budget of its own: the cache has no answer to that. */
let budget = 2_000

/** Asks one way, and throws when the answer was come by in another. */
function asking({ graphql }: BenchGateway, way: Way, isChecked: boolean): Ask {
  if (way === 'index') budget += 1
  const maxNodes = way === 'index' ? budget : 2_000
  const { freshness, state, together } = ways[way]
  const request = async <Found extends Refs>(
    shown: string,
    refs: readonly string[],
    more: string,
  ): Promise<readonly Found[]> => {
    const walks = refs.map(
      (ref, at) =>
        `walk${at}: lineage(ref: ${JSON.stringify(ref)}, ${more}, maxNodes: $maxNodes, freshness: ${freshness}) { ...parts }`,
    )
    const data = await graphql<Readonly<Record<string, Found>>>(
      `query ($maxNodes: Int!) { ${walks.join(' ')} } fragment parts on LineageGraph { ${shown} }`,
      { maxNodes },
    )
    const graphs = Object.values(data)
    for (const { cache } of graphs)
      if (isChecked && cache.state !== state) throw new Error(`${way}: the cache said ${cache.state}`)
    return graphs
  }
  const all = async <Found extends Refs>(shown: string, refs: readonly string[], more: string) => {
    const graphs: Found[] = []
    for (let at = 0; at < refs.length; at += together)
      graphs.push(...(await request<Found>(shown, refs.slice(at, at + together), more)))
    return graphs
  }
  return {
    graphs: (refs, more) => all<Graph>(parts.graph, refs, more),
    refs: (refs, more) => all<Refs>(parts.refs, refs, more),
  }
}

async function ancestry(ask: Ask): Promise<Graph> {
  const [graph] = await ask.graphs([`models:/${model}`], 'direction: UP')
  if (graph?.complete !== true) throw new Error('the lineage of the model is not whole')
  return graph
}

/** Upwards from the model, then downwards from all data versions that its versions were made from. */
async function withSiblings(ask: Ask): Promise<readonly string[]> {
  const up = await ancestry(ask)
  const down = await impacts(ask, dataBehindVersions(up))
  return [...new Set([up, ...down].flatMap(refsOf))].toSorted()
}

function dataBehindVersions({ nodes, edges }: Graph): readonly string[] {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]))
  const made = edges.filter(({ kind, to }) => kind === 'PRODUCED' && kinds.get(to) === 'MODEL_VERSION')
  const makers = new Set(made.map(({ from }) => from))
  const read = new Set(edges.filter(({ kind, to }) => kind === 'CONSUMED' && makers.has(to)).map(({ from }) => from))
  return nodes.flatMap(({ id, ref }) => (read.has(id) && ref !== null ? [ref] : []))
}

/** Runs that read each data version, and what they made: two steps, so an end at that depth is no lack. */
async function impacts(ask: Ask, refs: readonly string[]): Promise<readonly Refs[]> {
  const graphs = await ask.refs(refs, 'direction: DOWN, depth: 2')
  for (const [at, { complete, truncationReason }] of graphs.entries())
    if (!complete && truncationReason !== 'DEPTH') throw new Error(`the lineage of ${refs[at]} is not whole`)
  return graphs
}

function refsOf({ nodes }: Refs): readonly string[] {
  return nodes.flatMap(({ ref }) => ref ?? [])
}
