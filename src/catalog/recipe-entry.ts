import type { RunLaunch, RunRecord } from '../connector/records.ts'

/** What a recipe starts, in terms of a fresh checkout. */
export type RecipeEntry =
  | {
      readonly kind: 'SCRIPT'
      /** Path within the checkout. */
      readonly path: string
      /** Whether the path was worked out from names, and no tool vouches for it. */
      readonly isAssumed: boolean
      /** Null when no tool recorded them. */
      readonly arguments: readonly string[] | null
    }
  | { readonly kind: 'NOTEBOOK'; readonly path: string }
  | {
      readonly kind: 'PROJECT'
      readonly folder: string
      readonly entryPoint: string
      readonly needs: string | null
    }
  /** `message` says why nothing can be started, and what would help. */
  | { readonly kind: 'NONE'; readonly message: string }

const unknown =
  'The run does not say what was started. Start it from a file, or set the tag mlflow.source.name to its path.'

const untold: RunLaunch = { kind: 'UNKNOWN', isClean: null, arguments: null, project: null }
const job = 'It was a job of another system, which no command repeats. Start the job there, or train from a file.'
const outside =
  'The file that was started lies outside the repository as far as its address tells. Start it from its repository, or set the tag mlflow.source.name to its path there.'

/** What to start to repeat a run; paths are those of a checkout, never of the machine that trained. */
export function recipeEntry(run: Pick<RunRecord, 'entrypoint' | 'repository' | 'launch'>): RecipeEntry {
  const { launch = untold, entrypoint, repository } = run
  if (launch.project !== null) return { kind: 'PROJECT', ...launch.project }
  if (launch.kind === 'JOB') return none(job)
  if (entrypoint === null) return none(unknown)
  const found = pathInRepository(entrypoint, repository)
  const isNotebook = launch.kind === 'NOTEBOOK' || entrypoint.endsWith('.ipynb')
  if (isNotebook) return notebookEntry(found)
  // MLflow's clients note `-c`, `<console>` or a program of the installation where no file of one's own was started.
  if (!entrypoint.endsWith('.py') || isInstalled(entrypoint)) return none(unknown)
  return found === null ? none(outside) : { kind: 'SCRIPT', ...found, arguments: launch.arguments }
}

function notebookEntry(found: { readonly path: string } | null): RecipeEntry {
  return found?.path.endsWith('.ipynb')
    ? { kind: 'NOTEBOOK', path: found.path }
    : none('It was a notebook, and no tool says where in a repository its file is. Commit it, or train from a file.')
}

function none(message: string): RecipeEntry {
  return { kind: 'NONE', message }
}

function isInstalled(path: string): boolean {
  return /[\\/](site|dist)-packages[\\/]|[\\/]?\w*kernel_launcher\.py$/.test(path)
}

function pathInRepository(
  name: string,
  repository: string | null,
): { readonly path: string; readonly isAssumed: boolean } | null {
  const path = /^[A-Za-z]:[\\/]/.test(name) ? name.slice(2).replaceAll('\\', '/') : name
  // A relative name is relative to where it was started, which is nearly always the root and never recorded.
  if (!path.startsWith('/')) return within(path, true)
  const root = localFolder(repository)
  if (root !== null && path.startsWith(`${root}/`)) return within(path.slice(root.length + 1), false)
  const segments = path.split('/')
  const base = baseName(repository)
  const place = segments.indexOf(base)
  // A clone is named after its repository unless told otherwise; twice the name would be a guess between two.
  const isUnique = base !== '' && place !== -1 && segments.lastIndexOf(base) === place
  return isUnique ? within(segments.slice(place + 1).join('/'), true) : null
}

/** Null for a path that leaves its root. */
function within(path: string, isAssumed: boolean): { readonly path: string; readonly isAssumed: boolean } | null {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.pop() === undefined) return null
    if (segment !== '..' && segment !== '.' && segment !== '') kept.push(segment)
  }
  return kept.length === 0 ? null : { path: kept.join('/'), isAssumed }
}

function localFolder(repository: string | null): string | null {
  const [, folder] = /^(?:file:\/\/)?(\/.+?)\/?$/s.exec(repository ?? '') ?? []
  return folder ?? null
}

function baseName(repository: string | null): string {
  const [, name = ''] = /([^/:]+?)(?:\.git)?\/?$/.exec(repository ?? '') ?? []
  return name
}
