import { sql } from 'kysely'
import { type Database, openDatabase } from '../../src/persistence/database.ts'
import { createChance } from '../../test/support/lineage-graph/chance.ts'
import { measuredModel } from '../../test/support/lineage-graph/measured-project.ts'
import { writeGraph } from '../../test/support/lineage-graph/write-graph.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { startPostgres } from '../../tools/launch/postgres.ts'
import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type Figure, quantile } from '../harness/figure.ts'
import { type BenchGateway, type GatewayOptions, startGateway, untilMirrored } from '../harness/gateway.ts'
import { still } from './calls.ts'

/** Of the large graph each of the roots is another model; the small one has room for some of them only. */
const sizes = {
  small: { edges: 10_000, measured: 12, seed: 1 },
  large: { edges: 1_000_000, measured: 1_000, seed: 2 },
} as const

type Size = keyof typeof sizes

/** Processes as they come, which keep the nodes that they met, for context; and those that read each of them from the store. */
const processes = {
  kept: { cache: {}, asks: 250 },
  unkept: { cache: { lineageMb: 0 }, asks: 1_000 },
} as const

type Keeping = keyof typeof processes

const query = `query ($ref: String!, $maxNodes: Int!) {
  lineage(ref: $ref, maxNodes: $maxNodes) {
    nodes { id kind name ref source } edges { from to kind confidence validFrom validTo } cache { state }
  }
}`

interface Answer {
  readonly lineage: {
    readonly nodes: readonly unknown[]
    readonly edges: readonly unknown[]
    readonly cache: { readonly state: string }
  }
}

/** Whether lineage takes longer the more there is. */
export const growth: Row = {
  name: 'growth',
  about: 'lineage that is not in the cache, cold process, 1,000 random roots with the same graph, by size of the index',
  async measure(bench) {
    const mlflow = await startMlflow({ dataDir: bench.folder('empty-mlflow'), release: 'newest' })
    bench.afterRow(() => mlflow.stop())
    const postgres = await startPostgres({ dataDir: bench.folder('postgres') })
    bench.afterRow(() => postgres.stop())
    const figures: Figure[] = []
    for (const engine of ['sqlite', 'postgres'] as const) {
      const gateways = { small: gatewayOf('small'), large: gatewayOf('large') }
      for (const size of ['small', 'large'] as const) await fill(bench, gateways[size], size)
      const measured = [...(await measureUnkept(bench, gateways)), ...(await measureKept(bench, gateways))]
      figures.push(...measured.map((figure) => ({ ...figure, what: `${engine}: ${figure.what}` })))

      function gatewayOf(size: Size): GatewayOptions {
        const folder = bench.folder(`growth-${size}`)
        const storeUrl =
          engine === 'sqlite' ? `sqlite:${folder}/store.db` : postgres.url.replace(/postgres$/, `growth_${size}`)
        return { folder, storeUrl, mlflowUrl: mlflow.url, sync: still, limits: { costPerMinute: 1_000_000_000 } }
      }
    }
    return figures
  },
}

/** The first start makes the schema and notes that the tool, which is empty, has been crawled; the graph comes in after it. */
async function fill(bench: Bench, options: GatewayOptions, size: Size): Promise<void> {
  const { storeUrl = '' } = options
  await makeDatabase(storeUrl)
  const gateway = await startGateway(options)
  try {
    await untilMirrored(gateway)
  } finally {
    await gateway.stop()
  }
  const begin = performance.now()
  await using database = await openDatabase(storeUrl, { isRepeatable: true })
  const edges = await writeGraph({ database, source: 'tracking', observedAt: Date.now() }, sizes[size])
  const seconds = (performance.now() - begin) / 1000
  bench.say(`growth: ${edges} edges on ${database.engine} in ${seconds.toFixed(1)} s`)
}

async function makeDatabase(storeUrl: string): Promise<void> {
  if (storeUrl.startsWith('sqlite:')) return
  const { pathname } = new URL(storeUrl)
  await using server: Database = await openDatabase(storeUrl.replace(pathname, '/postgres'))
  await sql`create database ${sql.ref(pathname.slice(1))}`.execute(server.kysely)
}

/**
 * Nothing that is asked for is in the cache, in neither graph: a process that keeps nodes knows all of the small one, with
 * its dozen roots, after a dozen questions, and would be compared with one to which every root is new.
 */
async function measureUnkept(bench: Bench, gateways: Gateways): Promise<readonly Figure[]> {
  const { p95, medians } = await measure(bench, gateways, 'unkept')
  return [
    {
      what: 'p95 among 1,000,000 edges, over that among 10,000',
      unit: 'x',
      values: ratios(p95.large, p95.small),
      bar: { atMost: 1.5 },
    },
    { what: 'median, likewise', unit: 'x', values: ratios(medians.large, medians.small), bar: null },
    { what: 'p95 among 1,000,000 edges', unit: 'ms', values: p95.large, bar: null },
    { what: 'p95 among 10,000 edges', unit: 'ms', values: p95.small, bar: null },
  ]
}

/** As it comes: what nodes that were met before save where there are few, and cost where all are new. */
async function measureKept(bench: Bench, gateways: Gateways): Promise<readonly Figure[]> {
  const { p95 } = await measure(bench, gateways, 'kept')
  return [
    { what: 'p95 where nodes are kept, likewise', unit: 'x', values: ratios(p95.large, p95.small), bar: null },
    { what: 'p95 among 1,000,000 edges, nodes kept', unit: 'ms', values: p95.large, bar: null },
    { what: 'p95 among 10,000 edges, nodes kept', unit: 'ms', values: p95.small, bar: null },
  ]
}

type Gateways = Readonly<Record<Size, GatewayOptions>>

async function measure(bench: Bench, gateways: Gateways, keeping: Keeping) {
  const { cache, asks } = processes[keeping]
  let round = 0
  const medians: Record<Size, number[]> = { small: [], large: [] }
  const askedOf = (size: Size) => async () => {
    const times = await inColdProcess({ ...gateways[size], cache }, { size, seed: round++, asks })
    medians[size].push(quantile(times, 0.5))
    return quantile(times, 0.95)
  }
  return { p95: await interleave(bench.rounds, { small: askedOf('small'), large: askedOf('large') }), medians }
}

/** What one process is asked. */
interface Asked {
  readonly size: Size
  readonly seed: number
  readonly asks: number
}

async function inColdProcess(options: GatewayOptions, asked: Asked): Promise<readonly number[]> {
  const gateway = await startGateway(options)
  try {
    await untilMirrored(gateway)
    return await askAll(gateway, asked)
  } finally {
    await gateway.stop()
  }
}

/** Milliseconds of each question. Every one has a budget of its own, so that no cache holds its answer. */
async function askAll({ graphql }: BenchGateway, asked: Asked): Promise<readonly number[]> {
  const chance = createChance(asked.seed)
  const times: number[] = []
  const shapes = new Set<string>()
  for (let ask = 0; ask < asked.asks; ask += 1) {
    const ref = `models:/${measuredModel(chance.index(sizes[asked.size].measured))}`
    const begin = performance.now()
    const { lineage } = await graphql<Answer>(query, { ref, maxNodes: 2_000 + ask })
    times.push(performance.now() - begin)
    shapes.add([lineage.nodes.length, lineage.edges.length, lineage.cache.state].join(' '))
  }
  const [shape = ''] = shapes
  if (shapes.size > 1 || !shape.endsWith(' MISS')) throw new Error(`unexpected graphs: ${[...shapes].join(', ')}`)
  return times
}
