import { join } from 'node:path'
import { installTools } from '../install.ts'
import { runToEnd } from '../run-to-end.ts'
import { toolEnvironment } from './environment.ts'

/** How to run one Python script. */
export interface PythonOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Called with each line the script prints; its error output is only quoted when it fails. */
  readonly onLine?: (line: string) => void
  readonly signal?: AbortSignal
}

/**
 * Runs a script in one of the Python environments and gives what it printed, one item per line. Throws with
 * the end of its error output when it exits with anything but 0. It ends with this process.
 */
export async function runPython(
  environment: 'mlflow' | 'mlflow-floor',
  scriptPath: string,
  args: readonly string[] = [],
  options: PythonOptions = {},
): Promise<string[]> {
  const folders = await installTools([environment])
  const bin = join(folders[environment], 'bin')
  const env = toolEnvironment({ MLFLOW_DISABLE_TELEMETRY: 'true', ...options.env })
  return runToEnd([join(bin, 'python'), scriptPath, ...args], {
    env: { ...env, PATH: `${bin}:${env['PATH'] ?? ''}` },
    cwd: options.cwd,
    onLine: options.onLine,
    signal: options.signal,
  })
}
