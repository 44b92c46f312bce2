import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A locked set of packages under `tools/<name>`, installed into a folder of its own. */
export type EnvironmentName =
  | 'mlflow'
  | 'mlflow-floor'
  | 'notebook'
  | 'notebook-floor'
  | 'openlineage'
  | 'services'
  | 'triton'

/** The environments of most tests, in the order in which they are installed. Triton's, which few need, comes with its first start. */
export const environmentNames: readonly EnvironmentName[] = [
  'services',
  'mlflow',
  'mlflow-floor',
  'notebook',
  'notebook-floor',
  'openlineage',
]

// The compiled package holds this file under dist/tools, and the lock files where they are in a checkout.
const lockFolders = [import.meta.dirname, join(import.meta.dirname, '..', '..', 'tools')]

/** The lock file of one environment; `uv` is the installer itself. */
export function requirementsFile(name: EnvironmentName | 'uv'): string {
  const candidates = lockFolders.map((folder) => join(folder, name, 'requirements.txt'))
  const file = candidates.find((candidate) => existsSync(candidate))
  if (file === undefined) throw new Error(`The lock file of ${name} is missing: ${candidates.join(', ')}`)
  return file
}

/**
 * The folder that holds all installed tools: `MODELWARDEN_TOOLS_DIR`, or the user's cache folder. For root
 * it lies outside the home folder, because PostgreSQL runs as another user who must be able to enter it.
 */
export function toolsRoot(): string {
  const chosen = process.env['MODELWARDEN_TOOLS_DIR']
  if (chosen) return chosen
  if (process.getuid?.() === 0) return '/var/cache/modelwarden/tools'
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'modelwarden', 'tools')
}

/** The folder of one environment; its name changes with the lock file and with the version of Python. */
export function environmentFolder(name: EnvironmentName | 'uv', pythonVersion: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(requirementsFile(name)))
    .digest('hex')
    .slice(0, 12)
  return join(toolsRoot(), `${name}-py${pythonVersion}-${hash}`)
}
