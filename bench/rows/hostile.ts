import { Pool } from 'undici'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import type { Bench, Row } from '../harness/bench.ts'
import { quantile } from '../harness/figure.ts'
import { type BenchGateway, startGateway, untilMirrored } from '../harness/gateway.ts'
import { type HostileRequest, hostileRequests } from '../harness/hostile-requests.ts'

const total = 10_000
/** By then the code that answers them is compiled. */
const warmUp = 5_000
const connections = 4

/** Requests that want to hurt: each is refused fast, and leaves nothing behind. */
export const hostile: Row = {
  name: 'hostile',
  about: '10,000 hostile requests (over-long, over-deep, over-aliased, over-cost, garbage), each one different',
  async measure(bench) {
    const mlflow = await startMlflow({ dataDir: bench.folder('empty-mlflow'), release: 'newest' })
    bench.afterRow(() => mlflow.stop())
    const p99: number[] = []
    const slowest: number[] = []
    const rss: number[] = []
    const rssAtOnce: number[] = []
    const heap: number[] = []
    for (let round = 0; round < bench.rounds; round += 1) {
      const gateway = await gatewayOn(bench, mlflow.url)
      const before = await gateway.collectedMemory()
      await attack(gateway, { from: 0, count: warmUp })
      const tookMs = await attack(gateway, { from: warmUp, count: total })
      rssAtOnce.push(gateway.rssMb() - before.rssMb)
      const after = await gateway.collectedMemory()
      await gateway.stop()
      p99.push(quantile(tookMs, 0.99))
      slowest.push(Math.max(...tookMs))
      rss.push(after.rssMb - before.rssMb)
      heap.push(after.heapMb - before.heapMb)
    }
    return [
      { what: 'p99 of a request', unit: 'ms', values: p99, bar: { atMost: 50 } },
      { what: 'slowest request', unit: 'ms', values: slowest, bar: null },
      { what: 'VmRSS growth, after 12 s of rest', unit: 'MB', values: rss, bar: { atMost: 20 } },
      { what: 'VmRSS growth, at once', unit: 'MB', values: rssAtOnce, bar: null },
      { what: 'heap growth, collected', unit: 'MB', values: heap, bar: null },
    ]
  },
}

async function gatewayOn(bench: Bench, mlflowUrl: string): Promise<BenchGateway> {
  const limits = { costPerMinute: 1_000_000_000 }
  const gateway = await startGateway({ folder: bench.folder('hostile'), mlflowUrl, limits, watch: true })
  bench.afterRow(() => gateway.stop())
  await untilMirrored(gateway)
  return gateway
}

/** Sends them over a few connections and answers how long each took, in milliseconds. Throws when one is answered. */
async function attack(
  gateway: BenchGateway,
  wave: { readonly from: number; readonly count: number },
): Promise<number[]> {
  const pool = new Pool(gateway.url, { connections })
  const requests = hostileRequests(gateway.token, wave)
  const tookMs: number[] = []
  const work = async () => {
    for (const request of requests) tookMs.push(await send(pool, request))
  }
  await Promise.all(Array.from({ length: connections }, work))
  await pool.close()
  return tookMs
}

async function send(pool: Pool, { kind, headers, body, method, path }: HostileRequest): Promise<number> {
  const begin = performance.now()
  const answer = await pool.request({ method, path, headers, body })
  const text = await answer.body.text()
  const elapsed = performance.now() - begin
  const isRefused = answer.statusCode >= 400 || text.includes('"errors"')
  if (!isRefused || answer.statusCode >= 500) throw new Error(`${kind}: ${answer.statusCode} ${text.slice(0, 500)}`)
  return elapsed
}
