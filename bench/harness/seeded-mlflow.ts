import { join } from 'node:path'
import { installTools } from '../../tools/install.ts'
import { type RunningMlflow, startMlflow } from '../../tools/launch/mlflow.ts'
import { runPython } from '../../tools/launch/python.ts'
import { runToEnd } from '../../tools/run-to-end.ts'

const seedScript = join(import.meta.dirname, '..', '..', 'tools', 'bench', 'seed.py')

/**
 * Fills a new MLflow database by SQL, which takes seconds where its API would take hours, and starts MLflow on it. `size` are
 * options of `tools/bench/seed.py`.
 */
export async function startSeededMlflow(dataDir: string, size: readonly string[] = []): Promise<RunningMlflow> {
  const { mlflow } = await installTools(['mlflow'])
  const database = join(dataDir, 'mlflow.db')
  const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' }
  await runToEnd([join(mlflow, 'bin', 'mlflow'), 'db', 'upgrade', `sqlite:///${database}`], { env })
  await runPython('mlflow', seedScript, [database, ...size])
  return startMlflow({ dataDir, release: 'newest' })
}
