import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A Python that can run the tools: the path of the interpreter and its version, such as `3.11`. */
export interface Interpreter {
  readonly path: string
  readonly version: string
}

const supportedVersions = ['3.11', '3.12']
const probe = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])'
let found: Promise<Interpreter> | undefined

async function tryInterpreter(command: string): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await execute(command, ['-c', probe], { timeout: 30_000 })
    const [path, version] = stdout.trim().split('\n')
    return path && version && supportedVersions.includes(version) ? { path, version } : undefined
  } catch {
    // A version manager's shim exists on PATH and fails when run: the same as absent.
    return undefined
  }
}

async function search(): Promise<Interpreter> {
  const chosen = process.env['MODELWARDEN_PYTHON']
  for (const command of [...(chosen ? [chosen] : []), 'python3.11', 'python3.12', 'python3', 'python']) {
    const interpreter = await tryInterpreter(command)
    if (interpreter) return interpreter
  }
  throw new Error(`No Python ${supportedVersions.join(' or ')} on PATH; install one, or name it in MODELWARDEN_PYTHON`)
}

/** Finds Python 3.11, else 3.12, on PATH (`MODELWARDEN_PYTHON` first); throws one clear line when there is none. */
export function findInterpreter(): Promise<Interpreter> {
  found ??= search()
  return found
}
