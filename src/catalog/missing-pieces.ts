import type { ReproduceRecipe } from './api.ts'

/** What a recipe lacks, with what would supply each piece. */
export function missingPieces(
  recipe: Omit<ReproduceRecipe, 'missing' | 'command' | 'run'>,
): ReproduceRecipe['missing'] {
  const checks: readonly (ReproduceRecipe['missing'][number] & { readonly isMissing: boolean })[] = [
    {
      piece: 'CODE_COMMIT',
      isMissing: recipe.codeCommit === null,
      message:
        'The run records no commit. Start training inside a git repository, or set the tag mlflow.source.git.commit.',
    },
    {
      piece: 'REPOSITORY',
      isMissing: recipe.repository === null,
      message: 'The run records no repository. Set the tag mlflow.source.git.repoURL to its address.',
    },
    {
      piece: 'ENTRYPOINT',
      isMissing: recipe.entrypoint === null,
      message:
        'The run does not say what was started. Start it from a file, or set the tag mlflow.source.name to its path.',
    },
    {
      piece: 'DATA',
      isMissing: recipe.data.length === 0 || recipe.data.some((input) => input.digest === ''),
      message: 'The run records no data, or data without a digest. Log each data set with log_input.',
    },
    {
      piece: 'ENVIRONMENT',
      isMissing: recipe.environment.length === 0,
      message: 'No file pins the environment. Log a model with the run, or log requirements.txt with its files.',
    },
    {
      piece: 'PARAMETERS',
      isMissing: recipe.parameters.length === 0,
      message: 'The run records no parameters. Log them with log_params, or turn autologging on.',
    },
    {
      piece: 'SEED',
      isMissing: !recipe.parameters.some(({ key }) => /seed|random_?state/i.test(key)),
      message:
        'No parameter is a seed for random numbers. Log it as a parameter whose name holds seed or random_state.',
    },
  ]
  return checks.filter((check) => check.isMissing).map(({ piece, message }) => ({ piece, message }))
}
