import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { crossCheck } from './cross-check.ts'
import { expandVariables } from './expand.ts'
import { type ConfigFile, configModel } from './model.ts'
import { ConfigError, type ConfigProblem } from './problems.ts'

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: ConfigFile
  /** Shown in messages: the file's path, or what stood in for one. */
  readonly origin: string
  /** Relative paths of the file are meant from here. */
  readonly directory: string
}

/** What the process was started with; the only reader of it is this folder. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly workingDirectory: string
}

/** The surroundings of this process. */
export function processSurroundings(): Surroundings {
  return { environment: process.env, workingDirectory: process.cwd() }
}

/** Name of the file looked for when none is given. */
export const defaultFileName = 'modelwarden.yaml'

/**
 * Reads the configuration file; with none given and none there, `MLFLOW_TRACKING_URI` makes one of a single source.
 * Throws {@link ConfigError} with every problem together.
 */
export function loadConfig(file: string | undefined, surroundings: Surroundings): LoadedConfig {
  const path = resolve(surroundings.workingDirectory, file ?? defaultFileName)
  if (existsSync(path)) return loadFile(path, surroundings)
  if (file === undefined) return fromEnvironment(surroundings)
  throw new ConfigError(path, [{ path: [], message: 'does not exist; write one with: modelwarden init' }])
}

function loadFile(path: string, surroundings: Surroundings): LoadedConfig {
  const document = parseDocument(readFileSync(path, 'utf8'))
  if (document.errors.length > 0) {
    throw new ConfigError(
      path,
      document.errors.map((error) => ({ path: [], message: error.message })),
    )
  }
  // An alias bomb would otherwise grow without end.
  const parsed: unknown = document.toJS({ maxAliasCount: 100 }) ?? {}
  return { config: validateConfig(parsed, path, surroundings), origin: path, directory: dirname(path) }
}

/** Validates a parsed file. Throws {@link ConfigError}. */
export function validateConfig(parsed: unknown, origin: string, surroundings: Surroundings): ConfigFile {
  const expanded = expandVariables(parsed, surroundings.environment)
  const result = configModel.safeParse(expanded.value)
  const problems = [...expanded.problems, ...(result.success ? crossCheck(result.data) : problemsOf(result.error))]
  if (!result.success || problems.length > 0) throw new ConfigError(origin, problems)
  return result.data
}

/** Turns a schema's complaints into problems, one per unknown key. */
export function problemsOf(error: z.ZodError, prefix: readonly (string | number)[] = []): readonly ConfigProblem[] {
  return error.issues.flatMap((issue): ConfigProblem[] => {
    const path = [...prefix, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known key; see docs/configuration.md' }))
  })
}

function fromEnvironment(surroundings: Surroundings): LoadedConfig {
  const uri = surroundings.environment['MLFLOW_TRACKING_URI']
  if (uri === undefined || uri === '') {
    throw new ConfigError(resolve(surroundings.workingDirectory, defaultFileName), [
      {
        path: [],
        message:
          'does not exist; write one with "modelwarden init", or set MLFLOW_TRACKING_URI to the address of an MLflow server',
      },
    ])
  }
  const credentials = mlflowCredentials(uri, surroundings)
  const origin = 'MLFLOW_TRACKING_URI'
  const config = validateConfig({ sources: [{ id: 'mlflow', kind: 'mlflow', ...credentials }] }, origin, surroundings)
  return { config, origin, directory: surroundings.workingDirectory }
}

/** The variables that MLflow's own clients read (mlflow.environment_variables). */
function mlflowCredentials(uri: string, { environment }: Surroundings): Record<string, unknown> {
  const token = environment['MLFLOW_TRACKING_TOKEN']
  const username = environment['MLFLOW_TRACKING_USERNAME']
  const password = environment['MLFLOW_TRACKING_PASSWORD']
  if (username && password) return { url: uri, username, password }
  return token ? { url: uri, token } : { url: uri }
}
