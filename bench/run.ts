import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeTemporaryFolder, removeFolder } from '../test/support/folders.ts'
import type { RunningMlflow } from '../tools/launch/mlflow.ts'
import type { Bench, Row } from './harness/bench.ts'
import { takeClientCore } from './harness/cores.ts'
import { buildPackage } from './harness/package.ts'
import { type RowResult, reportOf, tableOf } from './harness/report.ts'
import { startSeededMlflow } from './harness/seeded-mlflow.ts'
import { cachedLineage } from './rows/cached-lineage.ts'
import { calls } from './rows/calls.ts'
import { filtering } from './rows/filtering.ts'
import { growth } from './rows/growth.ts'
import { hostile } from './rows/hostile.ts'
import { ingestion } from './rows/ingestion.ts'
import { lineage } from './rows/lineage.ts'
import { lists } from './rows/lists.ts'
import { start } from './rows/start.ts'

const rows: readonly Row[] = [calls, lists, start, ingestion, lineage, cachedLineage, growth, filtering, hostile]

const usage = `npm run bench -- [--only NAME]... [--quick]

Measures the compiled package and prints bar, figure and verdict; bench/results gets the same as JSON.

  --only NAME   measure this row alone; may be given more than once
  --quick       2 rounds instead of 5
  --help        print this

${rows.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join('\n')}
`

type CleanUp = () => Promise<void> | void

const say = (line: string) => process.stderr.write(`${line}\n`)

async function runAll(cleanUps: CleanUp[]): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
}

async function measure(chosen: readonly Row[], rounds: number): Promise<readonly RowResult[]> {
  const afterAll: CleanUp[] = []
  const afterRow: CleanUp[] = []
  let mlflow: Promise<RunningMlflow> | undefined
  const folder = (purpose: string) => {
    const path = makeTemporaryFolder(`bench-${purpose}`)
    afterAll.push(() => removeFolder(path))
    return path
  }
  const seeded = async () => {
    say('bench: seeding an MLflow')
    const started = await startSeededMlflow(folder('mlflow'))
    afterAll.push(() => started.stop())
    return started
  }
  const bench: Bench = {
    rounds,
    folder,
    say,
    seededMlflow: () => (mlflow ??= seeded()),
    afterRow: (cleanUp) => afterRow.push(cleanUp),
  }
  const end = (signal: NodeJS.Signals) => {
    void runAll(afterRow)
      .then(() => runAll(afterAll))
      .then(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  }
  process.once('SIGINT', end).once('SIGTERM', end)
  try {
    const results: RowResult[] = []
    for (const row of chosen) {
      say(`bench: ${row.name}`)
      const result = { row: row.name, about: row.about, figures: await row.measure(bench) }
      results.push(result)
      // A later row that fails must not cost what was measured.
      say(tableOf([result]))
      await runAll(afterRow)
    }
    return results
  } finally {
    await runAll(afterRow)
    await runAll(afterAll)
  }
}

function save(results: readonly RowResult[], rounds: number): string {
  const [processor] = cpus()
  const machine = { node: process.version, processor: processor?.model, cores: cpus().length, rounds }
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify(reportOf(results, machine), null, 2)}\n`)
  return file
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = values.only.filter((name) => !rows.some((row) => row.name === name))
if (values.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `No row is called ${unknown.join(', ')}.\n\n${usage}` : usage)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  takeClientCore()
  say('bench: compiling the package')
  buildPackage()
  const rounds = values.quick ? 2 : 5
  const chosen = rows.filter(({ name }) => values.only.length === 0 || values.only.includes(name))
  const results = await measure(chosen, rounds)
  process.stdout.write(`${tableOf(results)}\n`)
  say(`bench: kept in ${save(results, rounds)}`)
}
