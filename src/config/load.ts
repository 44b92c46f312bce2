import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { systemReason } from '../kernel/system-reason.ts'
import { type ConfigDraft, draftOf, finishDraft, type LoadedConfig } from './draft.ts'
import { type ConfigFile, configModel } from './model.ts'
import { ownCommand } from './own-command.ts'
import { type ParsedYaml, parseYaml } from './parse-yaml.ts'
import { ConfigError } from './problems.ts'
import type { Surroundings } from './surroundings.ts'

/** Name of the file looked for when none is given. */
export const defaultFileName = 'modelwarden.yaml'

/**
 * Reads the configuration file; with none given and none there, `MLFLOW_TRACKING_URI` makes one of a single source.
 * Throws {@link ConfigError} when there is nothing to read; what is wrong with it is in the draft.
 */
export function readConfig(file: string | undefined, surroundings: Surroundings): ConfigDraft {
  const path = resolve(surroundings.workingDirectory, file ?? defaultFileName)
  if (existsSync(path)) return draftOfFile(path, surroundings)
  if (file === undefined) return draftOfEnvironment(surroundings)
  const init = ownCommand(['init', '--config', file], surroundings)
  throw new ConfigError(path, [{ path: [], message: `does not exist; write one with: ${init}` }])
}

/** A configuration for what needs the store alone: without a file, the store of an earlier start in this folder is enough. */
export function loadStoreConfig(file: string | undefined, surroundings: Surroundings): LoadedConfig {
  const { environment, workingDirectory: directory } = surroundings
  const isNamed = file !== undefined || existsSync(resolve(directory, defaultFileName))
  if (isNamed || environment['MLFLOW_TRACKING_URI']) return loadConfig(file, surroundings)
  const config = configModel.parse({})
  const hasStore = existsSync(resolve(directory, config.store.url.replace(/^sqlite:/, '')))
  return hasStore ? { config, origin: 'the store in this folder', directory } : loadConfig(file, surroundings)
}

/** Reads and checks a configuration, except for its sources' own keys. Throws {@link ConfigError} with every problem together. */
export function loadConfig(file: string | undefined, surroundings: Surroundings): LoadedConfig {
  return finishDraft(readConfig(file, surroundings))
}

/** Validates a parsed file. Throws {@link ConfigError}. */
export function validateConfig(parsed: unknown, origin: string, surroundings: Surroundings): ConfigFile {
  const draft = draftOf(withoutText(parsed), surroundings.environment)
  return finishDraft({ ...draft, origin, directory: surroundings.workingDirectory }).config
}

function withoutText(value: unknown): ParsedYaml {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  return { value, keys, problems: [], unreadable: new Set() }
}

function draftOfFile(path: string, { environment }: Surroundings): ConfigDraft {
  return { ...draftOf(parseYaml(textOf(path)), environment), origin: path, directory: dirname(path) }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(path, [{ path: [], message: `cannot be read: ${systemReason(error)}` }])
  }
}

function draftOfEnvironment(surroundings: Surroundings): ConfigDraft {
  const { environment, workingDirectory: directory } = surroundings
  const uri = environment['MLFLOW_TRACKING_URI']
  if (uri === undefined || uri === '') throw nothingToRead(surroundings)
  const origin = 'MLFLOW_TRACKING_URI'
  const value = { sources: [{ id: 'mlflow', kind: 'mlflow', ...mlflowCredentials(uri, surroundings) }] }
  const draft = draftOf(withoutText(value), {})
  return { ...draft, origin, directory }
}

function nothingToRead(surroundings: Surroundings): ConfigError {
  const init = ownCommand(['init'], surroundings)
  const message = `does not exist; write one with: ${init}, or set MLFLOW_TRACKING_URI to the address of an MLflow server, as in: export MLFLOW_TRACKING_URI=http://127.0.0.1:5000 (a server that was started with it needs it set in the same way here)`
  return new ConfigError(resolve(surroundings.workingDirectory, defaultFileName), [{ path: [], message }])
}

/** The variables that MLflow's own clients read (mlflow.environment_variables). */
function mlflowCredentials(uri: string, { environment }: Surroundings): Record<string, unknown> {
  const token = environment['MLFLOW_TRACKING_TOKEN']
  const username = environment['MLFLOW_TRACKING_USERNAME']
  const password = environment['MLFLOW_TRACKING_PASSWORD']
  if (username && password) return { url: uri, username, password }
  return token ? { url: uri, token } : { url: uri }
}
