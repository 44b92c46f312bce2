import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type CountingProxy, startCountingProxy } from '../harness/counting-proxy.ts'
import { startGateway, untilMirrored } from '../harness/gateway.ts'
import { runPlainClient } from '../harness/plain-client.ts'

const query = `{
  models(first: 100) {
    nodes {
      name
      aliases { alias version }
      versions(first: 10) { nodes { version status run { runId status metrics { key value } } } }
    }
  }
}`

interface Answer {
  readonly models: { readonly nodes: readonly ModelAnswer[] }
}

interface ModelAnswer {
  readonly aliases: readonly unknown[]
  readonly versions: { readonly nodes: readonly { readonly run: { readonly metrics: readonly unknown[] } | null }[] }
}

/** A mirror that is filled once and then left alone, so that only the query calls MLflow. */
export const still = { intervalMs: 3_600_000, fullIntervalMs: 86_400_000 }

/** Everything a catalogue page shows, in how few calls. */
export const calls: Row = {
  name: 'calls',
  about: '100 models with versions(first: 10), aliases, runs and latest metrics, object cache empty',
  async measure(bench) {
    const mlflow = await bench.seededMlflow()
    const proxy = await startCountingProxy(mlflow.url)
    bench.afterRow(() => proxy.close())
    const gateway = await gatewayOn(bench, proxy)
    const counts: number[] = []
    const scriptCounts: number[] = []
    const { ours, plain } = await interleave(bench.rounds, {
      async ours() {
        proxy.reset()
        const begin = performance.now()
        check(await gateway.graphql<Answer>(query))
        const seconds = (performance.now() - begin) / 1000
        counts.push(proxy.calls().length)
        return seconds
      },
      async plain() {
        const { seconds, calls } = await runPlainClient('catalogue.py', [mlflow.url])
        scriptCounts.push(calls)
        return seconds
      },
    })
    bench.say(`calls: ${proxy.summary()}`)
    return [
      { what: 'calls to MLflow', unit: 'calls', values: counts, bar: { atMost: 6 } },
      { what: 'calls of the plain client', unit: 'calls', values: scriptCounts, bar: null },
      { what: 'time', unit: 's', values: ours, bar: null },
      { what: 'times faster than the plain client', unit: 'x', values: ratios(plain, ours), bar: null },
    ]
  },
}

async function gatewayOn(bench: Bench, proxy: CountingProxy) {
  const limits = { costPerMinute: 10_000_000 }
  const cache = { objectTtlMs: 0 }
  const mlflowUrl = proxy.url
  const gateway = await startGateway({ folder: bench.folder('calls'), mlflowUrl, sync: still, cache, limits })
  bench.afterRow(() => gateway.stop())
  await untilMirrored(gateway)
  await proxy.untilQuiet()
  return gateway
}

/** A quick answer that lacks what was asked for would be no answer. */
function check({ models: { nodes } }: Answer): void {
  const runs = nodes.flatMap(({ versions }) => versions.nodes.map(({ run }) => run))
  const isWhole =
    nodes.length === 100 &&
    nodes.every(({ aliases }) => aliases.length === 2) &&
    runs.length === 1000 &&
    runs.every((run) => run?.metrics.length === 3)
  if (!isWhole) throw new Error('the answer is not whole')
}
