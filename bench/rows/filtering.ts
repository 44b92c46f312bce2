import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Pool } from 'undici'
import type { Bench, Row } from '../harness/bench.ts'
import { onServerCore } from '../harness/cores.ts'
import { type Figure, median } from '../harness/figure.ts'
import { startSeededMlflow } from '../harness/seeded-mlflow.ts'
import type { FilteredQueries } from '../servers/filter-lineage.ts'
import type { FilterFigures } from '../servers/filter-nodes.ts'

const script = join(import.meta.dirname, '..', 'servers', 'filter-nodes.ts')
const lineageScript = join(import.meta.dirname, '..', 'servers', 'filter-lineage.ts')

/** By the rules of the row's clearance: levels 0 to 2 of 0 to 4. */
const shownOf2000 = 1_200

const runs = 2_000
const classes = 40
const experiments = 25

/**
 * What the permission of every node costs, each round in a process of its own: of nodes alone, and within queries for
 * what 2,000 runs were made of one data set. The bar holds against the work of the gateway's own process for a query: its
 * waiting for MLflow, which is most of a query, is left out.
 */
export const filtering: Row = {
  name: 'filtering',
  about:
    'deciding 2,000 lineage nodes in 40 attribute classes by the default policies: its share of a query, cold and warm',
  async measure(bench) {
    const measured = Array.from({ length: bench.rounds }, measureOnce)
    const figure = (what: string, unit: string, key: keyof FilterFigures) => {
      return { what, unit, values: measured.map((figures) => figures[key]), bar: null }
    }
    return [
      ...(await withinQueries(bench)),
      figure('2,000 nodes, warm', 'ms', 'warmMs'),
      figure('2,000 nodes, cold', 'ms', 'coldMs'),
      figure('loading Cedar and the policies', 'ms', 'loadMs'),
      figure('VmRSS added by all of it', 'MB', 'rssMb'),
    ]
  },
}

function measureOnce(): FilterFigures {
  const [command, ...args] = onServerCore([process.execPath, script])
  const figures = JSON.parse(execFileSync(command, args, { encoding: 'utf8' })) as FilterFigures
  if (figures.shown !== shownOf2000) throw new Error(`${figures.shown} nodes were shown instead of ${shownOf2000}`)
  return figures
}

async function withinQueries(bench: Bench): Promise<readonly Figure[]> {
  const size = ['--runs', String(runs), '--models', '1', '--versions', '1', '--datasets', '4']
  const mlflow = await startSeededMlflow(bench.folder('filtering'), size)
  bench.afterRow(() => mlflow.stop())
  await tagExperiments(mlflow.url)
  const rounds: FilteredQueries[] = []
  for (let round = 0; round < bench.rounds; round += 1)
    rounds.push(await askForLineage(mlflow.url, bench.folder('filtering')))
  const warm = rounds.map(({ queries }) => queries.slice(1))
  const first = rounds.flatMap(({ queries }) => queries.slice(0, 1))
  const share = ({ filteringMs, cpuMs }: FilteredQueries['queries'][number]) => (filteringMs / cpuMs) * 100
  const shown = (what: string, unit: string, values: readonly number[]) => ({ what, unit, values, bar: null })
  return [
    {
      what: 'share of the work for an uncached query, warm',
      unit: '%',
      values: warm.map((queries) => median(queries.map(share))),
      bar: { atMost: 10 },
    },
    shown('share of the work for the first query', '%', first.map(share)),
    shown(
      'work for an uncached query, warm',
      'ms',
      warm.map((queries) => median(queries.map(({ cpuMs }) => cpuMs))),
    ),
    shown(
      'the same with its waiting',
      'ms',
      warm.map((queries) => median(queries.map(({ wholeMs }) => wholeMs))),
    ),
    shown(
      'its filtering',
      'ms',
      warm.map((queries) => median(queries.map(({ filteringMs }) => filteringMs))),
    ),
    shown(
      'work for the first query of a process',
      'ms',
      first.map(({ cpuMs }) => cpuMs),
    ),
    shown(
      'its filtering, cold',
      'ms',
      first.map(({ filteringMs }) => filteringMs),
    ),
  ]
}

/** Runs are of eight teams; with five sensitivities of their experiments they are of forty classes. */
async function tagExperiments(url: string): Promise<void> {
  const pool = new Pool(url)
  for (let experiment = 1; experiment <= experiments; experiment += 1) {
    const tag = { experiment_id: String(experiment), key: 'sensitivity', value: String(experiment % 5) }
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/api/2.0/mlflow/experiments/set-experiment-tag',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(tag),
    })
    if (statusCode !== 200) throw new Error(await body.text())
    await body.dump()
  }
  await pool.close()
}

async function askForLineage(url: string, folder: string): Promise<FilteredQueries> {
  const [command, ...args] = onServerCore([process.execPath, lineageScript, url, folder, 'dataset:table-000'])
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 2 ** 24 })
  const measured = JSON.parse(stdout) as FilteredQueries
  const hidden = measured.queries.map((query) => query.hidden)
  // Two sensitivities of five are above the bench's clearance.
  const isAsExpected = hidden.every((count) => count === (runs * 2) / 5)
  if (measured.nodes < runs || measured.classes !== classes || !isAsExpected)
    throw new Error(`${measured.nodes} nodes in ${measured.classes} classes, of which ${hidden.join()} were hidden`)
  return measured
}
