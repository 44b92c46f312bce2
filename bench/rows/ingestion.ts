import { startPostgres } from '../../tools/launch/postgres.ts'
import type { Bench, Row } from '../harness/bench.ts'
import { type Figure, quantile } from '../harness/figure.ts'
import { type BenchGateway, startGateway, untilMirrored } from '../harness/gateway.ts'

/** What people look at meanwhile: one list from the mirror alone, one with facts read from MLflow. */
const queries = {
  mirrored: '{ runs(first: 50) { nodes { id runId ref name } } }',
  live: '{ models(first: 20) { nodes { name description aliases { alias } } } }',
}

const pauseMs = 100

/** The first crawl of a large MLflow beside normal traffic. */
export const ingestion: Row = {
  name: 'ingestion',
  about: 'the first crawl of 20,000 runs and 2,000 versions while queries are answered, on both stores',
  async measure(bench) {
    const mlflow = await bench.seededMlflow()
    const postgres = await startPostgres({ dataDir: bench.folder('postgres') })
    bench.afterRow(() => postgres.stop())
    const figures: Figure[] = []
    for (const [name, storeUrl] of [
      ['sqlite', undefined],
      ['postgres', postgres.url],
    ] as const) {
      const measured = await crawl(bench, { mlflowUrl: mlflow.url, ...(storeUrl === undefined ? {} : { storeUrl }) })
      figures.push(...measured.map((figure) => ({ ...figure, what: `${name}: ${figure.what}` })))
    }
    return figures
  },
}

/** A crawl takes a minute and fills a store that must be empty before, so it is measured once for each store. */
async function crawl(
  bench: Bench,
  where: { readonly mlflowUrl: string; readonly storeUrl?: string },
): Promise<readonly Figure[]> {
  const begin = performance.now()
  const limits = { costPerMinute: 1_000_000_000 }
  const gateway = await startGateway({ folder: bench.folder('ingestion'), ...where, limits, watch: true })
  bench.afterRow(() => gateway.stop())
  const atStart = gateway.rssMb()
  await gateway.loopDelays()
  const traffic = ask(gateway)
  let peak = atStart
  const watch = setInterval(() => (peak = Math.max(peak, gateway.rssMb())), 200)
  const objects = await untilMirrored(gateway, 500)
  const seconds = (performance.now() - begin) / 1000
  clearInterval(watch)
  const loop = await gateway.loopDelays()
  const { mirrored, live } = await traffic.end()
  await gateway.stop()
  bench.say(`ingestion: ${objects} objects in ${seconds.toFixed(1)} s`)
  const one = (what: string, unit: string, value: number, bar: Figure['bar'] = null) => ({
    what,
    unit,
    values: [value],
    bar,
  })
  return [
    one('until complete', 's', seconds, { atMost: 60 }),
    one('event-loop delay p99', 'ms', loop.p99Ms, { atMost: 50 }),
    one('event-loop delay, longest', 'ms', loop.maxMs),
    one('VmRSS growth, peak', 'MB', peak - atStart),
    one('query of the mirror, p95', 'ms', quantile(mirrored, 0.95)),
    one('query with live fields, p95', 'ms', quantile(live, 0.95)),
  ]
}

/** Asks both queries again and again until told to end; answers how long each took, in milliseconds. */
function ask({ graphql }: BenchGateway) {
  const took: Record<keyof typeof queries, number[]> = { mirrored: [], live: [] }
  const over = new AbortController()
  const asking = Promise.all(
    (['mirrored', 'live'] as const).map(async (kind) => {
      while (!over.signal.aborted) {
        const begin = performance.now()
        await graphql(queries[kind])
        took[kind].push(performance.now() - begin)
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }),
  )
  return {
    async end() {
      over.abort()
      await asking
      return took
    },
  }
}
