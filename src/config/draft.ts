import { checkValue } from './check-value.ts'
import { type Checkable, crossCheck } from './cross-check.ts'
import { expandVariables, type FromEnvironment } from './expand.ts'
import { inFileOrder } from './file-order.ts'
import { type ConfigFile, configModel } from './model.ts'
import type { ParsedYaml } from './parse-yaml.ts'
import { ConfigError, type ConfigProblem } from './problems.ts'

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: ConfigFile
  /** Shown in messages: the file's path, or what stood in for one. */
  readonly origin: string
  /** Relative paths of the file are meant from here. */
  readonly directory: string
  /** What of it came from the environment; nothing when absent. */
  readonly from?: FromEnvironment
}

/** A configuration that was read, with all that is wrong with it so far. */
export interface ConfigDraft {
  readonly origin: string
  readonly directory: string
  /** The file with its variables replaced, as far as it could be read. */
  readonly value: unknown
  readonly from: FromEnvironment
  readonly problems: readonly ConfigProblem[]
  /** The top-level keys of the file in their order. */
  readonly keys: readonly string[]
  /** Null when the file does not fit its schema. */
  readonly config: ConfigFile | null
}

/** Checks a parsed file by everything but its sources' own keys, which their connectors know. */
export function draftOf(
  parsed: ParsedYaml,
  environment: Readonly<Record<string, string | undefined>>,
): Omit<ConfigDraft, 'origin' | 'directory'> {
  const { value, from, problems } = expandVariables(parsed.value, environment)
  const file: Checkable = { value, from, unreadable: parsed.unreadable }
  const checked = checkValue(configModel, value, { path: [], from })
  return {
    value,
    from,
    keys: parsed.keys,
    problems: [...parsed.problems, ...problems, ...(checked.ok ? [] : checked.problems), ...crossCheck(file)],
    config: checked.ok ? checked.value : null,
  }
}

/** The configuration, when neither the draft nor anybody else found a problem. Throws {@link ConfigError} with all of them in file order. */
export function finishDraft(draft: ConfigDraft, more: readonly ConfigProblem[] = []): LoadedConfig {
  const { config, origin, directory, from } = draft
  const problems = [...draft.problems, ...more]
  if (config === null || problems.length > 0) throw new ConfigError(origin, inFileOrder(onceEach(problems), draft))
  return { config, origin, directory, from }
}

/** The file's schema and a connector's may say the same of one key. */
function onceEach(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}
