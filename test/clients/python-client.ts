import { join } from 'node:path'
import { installTools } from '../../tools/install.ts'
import { findInterpreter } from '../../tools/interpreter.ts'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { runToEnd } from '../../tools/run-to-end.ts'
import { uvBinary, uvFolder } from '../../tools/uv.ts'
import { temporaryFolder } from '../support/tools.ts'

/** Environments that the notebook client is tested in: the newest releases that it needs, and the oldest. */
export type ClientEnvironment = 'notebook' | 'notebook-floor'

/** The notebook client, installed from its folder as its users do. */
export interface PythonClient {
  /** Runs a module in one of the environments, in the client's folder; what it printed is in the error when it fails. */
  run(environment: ClientEnvironment, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<void>
}

const folder = join(import.meta.dirname, '..', '..', 'clients', 'python')

/** Builds and installs the client into a folder of this test file. */
export async function installPythonClient(): Promise<PythonClient> {
  const folders = await installTools(['notebook', 'notebook-floor'])
  const installed = temporaryFolder('python-client')
  const uv = uvBinary(uvFolder(await findInterpreter()))
  const flags = ['--quiet', '--no-deps', '--no-build-isolation', '--no-cache', '--offline', '--target', installed]
  const python = join(folders.notebook, 'bin', 'python')
  await runToEnd([uv, 'pip', 'install', ...flags, '--python', python, folder], { env: toolEnvironment() })
  return {
    async run(environment, args, env = {}) {
      const printed: string[] = []
      const command = [join(folders[environment], 'bin', 'python'), ...args]
      const surroundings = toolEnvironment({ PYTHONPATH: installed, ...env })
      await runToEnd(command, { env: surroundings, cwd: folder, onLine: (line) => printed.push(line) }).catch(
        (error: unknown) => {
          throw new Error(printed.join('\n'), { cause: error })
        },
      )
    },
  }
}
