/** One thing wrong with a configuration. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
  /** Where in the file's text, from 1; of a fault of the text itself, which no path leads to. */
  readonly at?: { readonly line: number; readonly column: number }
}

/** Everything that is wrong with a configuration, together. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(file: string, problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
    super([`${file} has ${count}:`, ...problems.map((item) => `  ${printPlace(item)}: ${item.message}`)].join('\n'))
    this.problems = problems
  }
}

function printPlace({ path, at }: ConfigProblem): string {
  return at === undefined ? printPath(path) : `line ${at.line}, column ${at.column}`
}

/** Prints a path the way people write it, such as `sources[1].url`. */
function printPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return '(whole file)'
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}
