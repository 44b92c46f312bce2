import type { EnvironmentPlan } from './plan-environment.ts'
import type { RecipeEntry } from './recipe-entry.ts'
import { isCommitName, repositoryReach } from './recipe-repository.ts'
import { hereDocument, shellPath, shellQuote } from './shell-text.ts'

/** The parts of a recipe that command lines are made of. */
export interface CommandParts {
  readonly repository: string | null
  readonly codeCommit: string | null
  readonly entry: RecipeEntry
  readonly parameters: readonly { readonly key: string; readonly value: string }[]
  readonly environment: Pick<EnvironmentPlan, 'requirements' | 'pythonVersion'>
}

/**
 * A script for a POSIX shell that starts in an empty folder and stops at the first step that fails; null when it is not
 * known what to start. It is one subshell, so that it can be pasted. Every text that came from a tool is quoted, so that
 * no name of a branch, file or parameter can become a command.
 */
export function recipeCommand(parts: CommandParts): string | null {
  const lines = linesOf(parts)
  return lines === null ? null : ['(', 'set -eu', ...lines, ')'].join('\n')
}

function linesOf(parts: CommandParts): readonly string[] | null {
  const { entry } = parts
  switch (entry.kind) {
    case 'SCRIPT': {
      const start = ['../.venv/bin/python', shellPath(entry.path), ...(entry.arguments ?? []).map(shellQuote)]
      return [...fetchLines(parts), ...environmentLines(parts.environment), 'cd source', start.join(' ')]
    }
    case 'NOTEBOOK':
      return [
        ...fetchLines(parts),
        ...environmentLines(parts.environment),
        '.venv/bin/python -m pip install nbconvert ipykernel',
        'cd source',
        `../.venv/bin/python -m nbconvert --to notebook --execute --output-dir .. ${shellPath(entry.path)}`,
      ]
    case 'PROJECT':
      return projectLines(parts, entry)
    case 'NONE':
      return null
  }
}

function fetchLines({ repository, codeCommit }: CommandParts): readonly string[] {
  if (repository === null || repositoryReach(repository) === 'UNUSABLE') {
    return [
      "[ -d source ] || { echo 'Put the code into a folder named source: no tool says where it is.' >&2; exit 1; }",
    ]
  }
  const clone = `git clone -- ${shellQuote(repository)} source`
  return isCommit(codeCommit) ? [clone, `git -C source checkout --detach ${codeCommit}`] : [clone]
}

function isCommit(commit: string | null): commit is string {
  return commit !== null && isCommitName(commit)
}

function environmentLines({ requirements, pythonVersion }: CommandParts['environment']): readonly string[] {
  const install = [
    ...hereDocument('requirements.txt', requirements ?? ''),
    '.venv/bin/python -m pip install -r requirements.txt',
  ]
  return [...venvLines(pythonVersion), ...(requirements === null ? [] : install)]
}

/** An interpreter of exactly the recorded version: one that is there, else one that uv fetches. */
function venvLines(version: string | null): readonly string[] {
  if (version === null) return ['python3 -m venv .venv']
  const minor = version.split('.').slice(0, 2).join('.')
  const isIt = `import platform, sys; sys.exit(not (platform.python_version() + ".").startswith("${version}."))`
  return [
    `for python in python${minor} python3 python; do`,
    `  if "$python" -c '${isIt}' 2> /dev/null; then "$python" -m venv .venv; break; fi`,
    'done',
    'if [ ! -x .venv/bin/python ]; then',
    '  python3 -m venv .uv',
    '  .uv/bin/python -m pip install uv',
    `  .uv/bin/uv venv --seed --python ${version} .venv`,
    'fi',
  ]
}

/** MLflow fetches the code of a project and makes its environment by itself; uv gets it the interpreter (MLflow 3). */
function projectLines(
  { repository, codeCommit, parameters }: CommandParts,
  { folder, entryPoint }: Extract<RecipeEntry, { kind: 'PROJECT' }>,
): readonly string[] | null {
  if (repository === null || repositoryReach(repository) === 'UNUSABLE') return null
  const words = [
    '.mlflow/bin/mlflow run --env-manager uv',
    ...(isCommit(codeCommit) ? [`--version ${codeCommit}`] : []),
    `-e ${shellQuote(entryPoint)}`,
    ...parameters.map(({ key, value }) => `-P ${shellQuote(`${key}=${value}`)}`),
    `-- ${shellQuote(folder === '' ? repository : `${repository}#${folder}`)}`,
  ]
  return [
    'python3 -m venv .mlflow',
    `.mlflow/bin/python -m pip install 'mlflow>=3' uv`,
    'PATH="$PWD/.mlflow/bin:$PATH"',
    words.join(' '),
  ]
}
