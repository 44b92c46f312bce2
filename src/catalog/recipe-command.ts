/** The parts of a recipe that command lines are made of. */
export interface CommandParts {
  readonly repository: string | null
  readonly codeCommit: string | null
  readonly entrypoint: string | null
  readonly parameters: readonly { readonly key: string; readonly value: string }[]
  /** Paths of files that pin the environment. */
  readonly environmentPaths: readonly string[]
}

/**
 * Command lines for a POSIX shell, one step a line; null when it is not known what to start. Every text that came from
 * a tool is quoted, so that no name of a branch, file or parameter can become a command.
 */
export function recipeCommand(parts: CommandParts): string | null {
  if (parts.entrypoint === null) return null
  return [
    ...fetchLines(parts),
    ...environmentLines(parts.environmentPaths),
    startLine(parts.entrypoint, parts.parameters),
  ].join('\n')
}

/** Quotes text as one word for a POSIX shell (POSIX.1-2024, XCU 2.2.2). */
export function shellQuote(text: string): string {
  // A NUL byte cannot be part of an argument at all.
  const word = text.replaceAll('\0', '')
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function fetchLines({ repository, codeCommit }: CommandParts): readonly string[] {
  const clone = repository === null ? [] : [`git clone -- ${shellQuote(repository)} source`, 'cd source']
  // Only a commit's own name: a text that git would take for an option or a branch is not one.
  const checkout =
    codeCommit === null || !/^[0-9a-fA-F]{4,64}$/.test(codeCommit) ? [] : [`git checkout --detach ${codeCommit}`]
  return [...clone, ...checkout]
}

function environmentLines(paths: readonly string[]): readonly string[] {
  const named = (name: string) => paths.find((path) => path.split('/').at(-1) === name)
  const requirements = named('requirements.txt')
  if (requirements !== undefined)
    return ['python -m venv .venv', '. .venv/bin/activate', `pip install -r ${asPath(requirements)}`]
  const conda = named('conda.yaml') ?? named('conda.yml')
  return conda === undefined
    ? []
    : [`conda env create --prefix ./.conda --file ${asPath(conda)}`, 'conda activate ./.conda']
}

function startLine(entrypoint: string, parameters: CommandParts['parameters']): string {
  const path = asPath(entrypoint)
  if (entrypoint.endsWith('.ipynb')) {
    return [
      'papermill',
      path,
      'output.ipynb',
      ...parameters.map(({ key, value }) => `-p ${shellQuote(key)} ${shellQuote(value)}`),
    ].join(' ')
  }
  return ['python', path, ...parameters.map(({ key, value }) => shellQuote(`--${key}=${value}`))].join(' ')
}

/** A file's name that begins with a dash would be taken for an option. */
function asPath(path: string): string {
  return shellQuote(path.startsWith('-') ? `./${path}` : path)
}
