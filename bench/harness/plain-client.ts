import { join } from 'node:path'
import { installTools } from '../../tools/install.ts'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { runToEnd } from '../../tools/run-to-end.ts'
import { onServerCore } from './cores.ts'

/** What a script on the plain MLflow client prints. */
export interface PlainAnswer {
  /** From its first call to its last; starting Python and importing MLflow are left out. */
  readonly seconds: number
  readonly calls: number
  /** What it found, as sorted refs. */
  readonly nodes: readonly string[]
}

/** Runs one of the scripts in `tools/bench` against an MLflow, on the core that the gateway has otherwise. */
export async function runPlainClient(script: string, args: readonly string[]): Promise<PlainAnswer> {
  const { mlflow } = await installTools(['mlflow'])
  const path = join(import.meta.dirname, '..', '..', 'tools', 'bench', script)
  const command = onServerCore([join(mlflow, 'bin', 'python'), path, ...args])
  const lines = await runToEnd(command, { env: toolEnvironment({ MLFLOW_DISABLE_TELEMETRY: 'true' }) })
  // The scripts are this project's own; their last line is this object.
  return JSON.parse(lines.at(-1) ?? '') as PlainAnswer
}
