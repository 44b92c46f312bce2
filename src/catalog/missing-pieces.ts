import type { RunRecord } from '../connector/records.ts'
import type { RecipePiece } from './api.ts'
import { dataGaps } from './data-gaps.ts'
import type { EnvironmentPlan } from './plan-environment.ts'
import type { RecipeEntry } from './recipe-entry.ts'
import { isCommitName, repositoryReach } from './recipe-repository.ts'
import type { RunInput } from './types.ts'

/** Everything that is known of how to repeat a run. */
export interface RecipeFacts {
  readonly run: Pick<RunRecord, 'codeCommit' | 'params' | 'launch'>
  /** Address without credentials. */
  readonly repository: string | null
  readonly entry: RecipeEntry
  readonly data: readonly RunInput[]
  readonly environment: EnvironmentPlan
}

/** A piece of a recipe, and a sentence about it. */
export interface PieceNote {
  readonly piece: RecipePiece
  readonly message: string
}

/** What a recipe lacks, with what would supply each piece. Nothing is missing only where the tools vouch for every piece. */
export function missingPieces(facts: RecipeFacts): readonly PieceNote[] {
  const { run, environment } = facts
  return [
    ...note('CODE_COMMIT', run.codeCommit === null || !isCommitName(run.codeCommit) ? noCommit : null),
    ...note('CLEAN_CHECKOUT', run.launch?.isClean === false ? unclean : null),
    ...note('REPOSITORY', repositoryGap(facts.repository)),
    ...note('ENTRYPOINT', entryGap(facts.entry)),
    ...note('ARGUMENTS', argumentsGap(facts.entry)),
    ...dataGaps(facts.data).map((message) => ({ piece: 'DATA' as const, message })),
    ...environmentGaps(facts.entry, environment).map((message) => ({ piece: 'ENVIRONMENT' as const, message })),
    ...note('PYTHON_VERSION', needsPython(facts.entry) && environment.pythonVersion === null ? noPython : null),
    ...note('PARAMETERS', Object.keys(run.params).length === 0 ? noParameters : null),
    ...note('SEED', hasSeed(run.params) ? null : noSeed),
  ]
}

/** What a recipe takes for granted, because no tool recorded whether it is so. */
export function assumedPieces(facts: RecipeFacts): readonly PieceNote[] {
  const { run, entry } = facts
  const isUnproven = run.codeCommit !== null && (run.launch?.isClean ?? null) === null
  return [
    ...note('CLEAN_CHECKOUT', isUnproven ? cleanAssumed : null),
    ...note('ENTRYPOINT', entry.kind === 'SCRIPT' && entry.isAssumed ? pathAssumed : null),
    ...note('ARGUMENTS', entry.kind === 'PROJECT' ? everyParameter : null),
    ...note('ENVIRONMENT', entry.kind === 'PROJECT' ? projectEnvironment : null),
  ]
}

const noCommit =
  'The run records no commit. Start training inside a git repository, or set the tag mlflow.source.git.commit.'
const unclean =
  'The checkout held changes that were not committed, and no tool has them. Commit them and train again from the commit.'
const noPython =
  'No file tells the version of Python. Log a model with the run, or log python_env.yaml with a line such as "python: 3.11.4".'
const noParameters = 'The run records no parameters. Log them with log_params, or turn autologging on.'
const noSeed = 'No parameter is a seed for random numbers. Log it as a parameter whose name holds seed or random_state.'
const noArguments =
  'The tracker records no command line, so it is unknown whether the parameters were arguments. Start the run as an MLflow Project, or set its tag modelwarden.arguments to the arguments as a JSON list, [] for none.'
const cleanAssumed =
  'No tool recorded whether the checkout held changes that were not committed. The tag mlflow.source.git.dirty would say it.'
const pathAssumed = 'No tool recorded where in the repository the file lies. Its path was worked out from its name.'
const everyParameter =
  'Every parameter of the run is passed; the tracker does not tell those that its code logged from those it was started with.'
const projectEnvironment =
  'The project names its environment itself, in its repository; whether it pins every package was not read.'

function note(piece: RecipePiece, message: string | null): readonly PieceNote[] {
  return message === null ? [] : [{ piece, message }]
}

function repositoryGap(repository: string | null): string | null {
  if (repository === null) return 'The run records no repository. Set the tag mlflow.source.git.repoURL to its address.'
  switch (repositoryReach(repository)) {
    case 'REMOTE':
      return null
    case 'LOCAL':
      return 'The repository is a folder of the machine that trained. Push it, and set the tag mlflow.source.git.repoURL to where it went.'
    case 'NO_USER':
      return 'The address of the repository lacks its user name. Set the tag mlflow.source.git.repoURL to one such as git@host:path.'
    case 'UNUSABLE':
      return 'The address of the repository is none that git can fetch from. Set the tag mlflow.source.git.repoURL to one that is.'
  }
}

function entryGap(entry: RecipeEntry): string | null {
  if (entry.kind === 'NONE') return entry.message
  return entry.kind === 'NOTEBOOK'
    ? 'It was a notebook, whose cells may have run in any order and with changes that were not saved. Train from a file.'
    : null
}

function argumentsGap(entry: RecipeEntry): string | null {
  return entry.kind === 'SCRIPT' && entry.arguments === null ? noArguments : null
}

function needsPython(entry: RecipeEntry): boolean {
  return entry.kind !== 'PROJECT'
}

function environmentGaps(entry: RecipeEntry, environment: EnvironmentPlan): readonly string[] {
  if (entry.kind !== 'PROJECT') return environment.gaps
  return entry.needs === null
    ? []
    : [
        `The project runs in a container (${entry.needs}), which the command does not start. Install Docker, and leave out --env-manager.`,
      ]
}

function hasSeed(params: RunRecord['params']): boolean {
  return Object.entries(params).some(
    ([key, value]) => /seed|random_?state/i.test(key) && !/^(|none|null|nan)$/i.test(value.trim()),
  )
}
