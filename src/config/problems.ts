/** One thing wrong with a configuration. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Everything that is wrong with a configuration, together. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(file: string, problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
    super([`${file} has ${count}:`, ...problems.map((item) => `  ${printPath(item.path)}: ${item.message}`)].join('\n'))
    this.problems = problems
  }
}

/** Prints a path the way people write it, such as `sources[1].url`. */
export function printPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return '(whole file)'
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}
