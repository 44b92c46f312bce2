import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'undici'
import { freePort } from '../../tools/launch/free-port.ts'
import { type Bench, interleave, type Row, ratios } from '../harness/bench.ts'
import { type Load, requestsPerSecond } from '../harness/load.ts'
import { startServer } from '../harness/server-process.ts'
import { listQuery } from '../servers/rows.ts'

const script = join(import.meta.dirname, '..', 'servers', 'list-server.ts')

const warmUpSeconds = 2
const measuredSeconds = 4

/**
 * Throughput of a list of 100 objects with 10 fields, beside Apollo Server as it comes. The bars hold against the least
 * that it can do: rows that are plain objects in the form of the answer, read by the default resolver. For context it
 * also answers from the services that ours asks, by the same resolvers.
 */
export const lists: Row = {
  name: 'lists',
  about: 'requests per second of 100 runs with 10 fields in memory, against plain Apollo Server on the same SDL',
  async measure(bench) {
    const plain = await serve(bench, 'plain')
    const same = await serve(bench, 'plain-with-our-resolvers')
    const open = await serve(bench, 'open')
    const guarded = await serve(bench, 'guarded')
    await checkSameAnswer([plain, same, open, guarded])
    const rate = (load: Load) => () => requestsPerSecond(load, measuredSeconds)
    for (const load of [plain, same, open, guarded]) await requestsPerSecond(load, warmUpSeconds)
    const rates = await interleave(bench.rounds, {
      plain: rate(plain),
      same: rate(same),
      open: rate(open),
      guarded: rate(guarded),
    })
    const compared = (what: string, values: readonly number[]) => ({ what, unit: 'x', values, bar: null })
    const shown = (what: string, values: readonly number[]) => ({ what, unit: '/s', values, bar: null })
    return [
      {
        what: 'token, policy and limits off',
        unit: 'x',
        values: ratios(rates.open, rates.plain),
        bar: { atLeast: 1.7 },
      },
      {
        what: 'token, policy and limits on',
        unit: 'x',
        values: ratios(rates.guarded, rates.plain),
        bar: { atLeast: 1.2 },
      },
      compared('off, against our resolvers in plain Apollo', ratios(rates.open, rates.same)),
      compared('on, against our resolvers in plain Apollo', ratios(rates.guarded, rates.same)),
      shown('plain Apollo Server, default resolvers', rates.plain),
      shown('plain Apollo Server, our resolvers', rates.same),
      shown('ours, token, policy and limits off', rates.open),
      shown('ours, token, policy and limits on', rates.guarded),
    ]
  },
}

async function serve(bench: Bench, variant: string): Promise<Load> {
  const folder = bench.folder(variant)
  const port = await freePort()
  const server = await startServer({
    argv: [script, variant, String(port), folder],
    port,
    readyPath: '/health/live',
    logFile: join(folder, 'server.log'),
    cwd: folder,
  })
  bench.afterRow(() => server.stop())
  const token = variant === 'guarded' ? readFileSync(join(folder, 'token'), 'utf8') : null
  return { url: server.url, query: listQuery, token: variant === 'open' ? 'open' : token }
}

/** Servers that answer differently cannot be compared. */
async function checkSameAnswer(loads: readonly Load[]): Promise<void> {
  const answers = await Promise.all(loads.map(dataOf))
  if (new Set(answers).size !== 1)
    throw new Error(`the servers answer differently: ${answers.map((text) => text.slice(0, 300)).join('\n')}`)
}

async function dataOf({ url, query, token }: Load): Promise<string> {
  const pool = new Pool(url)
  const answer = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  })
  const { data } = (await answer.body.json()) as { data?: unknown }
  await pool.close()
  return JSON.stringify(data)
}
