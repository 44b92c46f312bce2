import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFolder, requirementsFile } from './environments.ts'
import type { Interpreter } from './interpreter.ts'
import { runToEnd } from './run-to-end.ts'

const pipFlags = ['--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes', '--only-binary', ':all:']

/** Where the locked uv lies once it is installed. */
export function uvFolder(python: Interpreter): string {
  return environmentFolder('uv', python.version)
}

/** The path of the uv binary inside its folder. */
export function uvBinary(folder: string): string {
  return join(folder, 'bin', 'uv')
}

/** Installs the locked uv with pip into `folder`; Debian's Python may lack either pip or venv, so both ways are tried. */
export async function installUv(folder: string, python: Interpreter, environment: NodeJS.ProcessEnv): Promise<void> {
  const lock = requirementsFile('uv')
  const direct = [python.path, '-m', 'pip', 'install', ...pipFlags, '--target', folder, '-r', lock]
  try {
    await runToEnd(direct, { env: environment })
  } catch (error) {
    const venv = join(folder, 'pip')
    await runToEnd([python.path, '-m', 'venv', venv], { env: environment }).catch(() => {
      throw error
    })
    const venvPip = [join(venv, 'bin', 'python'), '-m', 'pip', 'install', ...pipFlags]
    await runToEnd([...venvPip, '--target', folder, '-r', lock], { env: environment })
  }
  if (!existsSync(uvBinary(folder))) throw new Error(`pip finished without ${uvBinary(folder)}`)
}
