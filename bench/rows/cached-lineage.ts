import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { freePort } from '../../tools/launch/free-port.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type BenchGateway, startGateway, untilMirrored } from '../harness/gateway.ts'
import { type Load, requestsPerSecond } from '../harness/load.ts'
import { startSeededMlflow } from '../harness/seeded-mlflow.ts'
import { startServer } from '../harness/server-process.ts'
import { still } from './calls.ts'

const script = join(import.meta.dirname, '..', 'servers', 'bare-redis.ts')

const key = 'bench:answer'
const nodes = 200
const warmUpSeconds = 2
const measuredSeconds = 4

const query = `{ lineage(ref: "models:/model-003", maxNodes: ${nodes}) {
  root { id } nodes { id kind name ref source } edges { from to kind confidence observedAt }
  truncationReason complete asOf cache { state ageMs } sources { source state asOf lagSeconds } } }`

interface Answer {
  readonly data: {
    readonly lineage: { readonly nodes: readonly unknown[]; readonly cache: { readonly state: string } } | null
  }
}

/**
 * Throughput of a cached lineage answer, beside a bare Fastify route that reads the very same bytes from the same Redis and
 * sends them. Ours finds the caller by its token, reads the rights in force, takes from its budget in Redis, looks whether
 * anything in the answer has changed, and writes the times into it.
 */
export const cachedLineage: Row = {
  name: 'cached-lineage',
  about: 'requests per second of a cached lineage of 200 nodes, against a bare route that reads its bytes from Redis',
  async measure(bench) {
    const redis = await startRedis({ dataDir: bench.folder('redis') })
    bench.afterRow(() => redis.stop())
    const ours = await oursOn(bench, redis.url)
    const bytes = await keptAnswer(ours)
    const client = new Redis(redis.url)
    await client.set(key, bytes)
    client.disconnect()
    const bare = await bareOn(bench, redis.url)
    const rate = (load: Load) => () => requestsPerSecond(load, measuredSeconds)
    for (const load of [ours, bare]) await requestsPerSecond(load, warmUpSeconds)
    const rates = await interleave(bench.rounds, { ours: rate(ours), bare: rate(bare) })
    await keptAnswer(ours)
    const shown = (what: string, unit: string, values: readonly number[]) => ({ what, unit, values, bar: null })
    return [
      { what: 'of a bare route', unit: 'x', values: ratios(rates.ours, rates.bare), bar: { atLeast: 0.5 } },
      shown('ours', '/s', rates.ours),
      shown('bare route', '/s', rates.bare),
      shown('answer', 'kB', [bytes.byteLength / 1_000]),
    ]
  },
}

async function oursOn(bench: Bench, cacheUrl: string): Promise<Load> {
  // One model of a hundred versions, each from a run of its own: enough for the answer, and mirrored in seconds.
  const size = ['--runs', '400', '--models', '4', '--versions', '100', '--datasets', '10']
  const mlflow = await startSeededMlflow(bench.folder('mlflow'), size)
  bench.afterRow(() => mlflow.stop())
  const gateway: BenchGateway = await startGateway({
    folder: bench.folder('gateway'),
    mlflowUrl: mlflow.url,
    sync: still,
    cache: { url: cacheUrl },
    limits: { costPerMinute: 10_000_000 },
  })
  bench.afterRow(() => gateway.stop())
  await untilMirrored(gateway)
  return { url: gateway.url, query, token: gateway.token }
}

async function bareOn(bench: Bench, redisUrl: string): Promise<Load> {
  const folder = bench.folder('bare')
  const port = await freePort()
  const argv = [script, String(port), redisUrl, key]
  const logFile = join(folder, 'server.log')
  const server = await startServer({ argv, port, readyPath: '/health/live', logFile, cwd: folder })
  bench.afterRow(() => server.stop())
  return { url: server.url, query, token: null }
}

const triesMax = 20

/** The answer as it is sent again; throws when it is made anew each time, or is not what was asked for. */
async function keptAnswer({ url, query, token }: Load): Promise<Buffer> {
  const pool = new Pool(url)
  try {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const { body } = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      })
      const bytes = Buffer.from(await body.arrayBuffer())
      const { lineage } = (JSON.parse(bytes.toString()) as Answer).data
      if (lineage?.nodes.length !== nodes) throw new Error(`the answer has not ${nodes} nodes: ${headOf(bytes)}`)
      if (lineage.cache.state === 'HIT') return bytes
    }
  } finally {
    await pool.close()
  }
  throw new Error('the answer is not kept')
}

function headOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, 500)
}
