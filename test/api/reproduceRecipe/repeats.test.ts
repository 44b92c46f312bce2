import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { temporaryFolder } from '../../support/tools.ts'
import { trainingRepository } from '../../support/training-repository.ts'
import { quoted } from '../refusals.ts'

const { read } = await startGateway({ sources: [mlflowSource('tracking')] })
const repository = await trainingRepository()

interface Answer {
  readonly recipe: {
    readonly command: string
    readonly complete: boolean
    readonly missing: readonly unknown[]
    readonly run: { readonly params: unknown; readonly metrics: unknown; readonly codeCommit: string }
  }
}

async function recipeOf(runId: string) {
  const answer = await read<Answer>(`{ recipe: reproduceRecipe(ref: ${quoted(`runs:/${runId}`)}) {
    command complete entrypoint missing { piece message } assumptions { piece }
    run { codeCommit params { key value } metrics { key value } inputs { dataVersion { ref } } } } }`)
  return answer.recipe
}

function only(runs: readonly string[]): string {
  expect(runs).toHaveLength(1)
  return runs[0] ?? ''
}

test('a recipe that lacks nothing, typed into an empty folder, trains again to the same result', async () => {
  const start = ['python', join(repository.checkout, 'models', 'train.py'), '--depth', '3']
  const first = only(await repository.train(start, repository.checkout))
  const recipe = await recipeOf(first)
  expect(recipe).toMatchObject({ complete: true, missing: [], entrypoint: 'models/train.py' })
  const again = only(await repository.train(['sh', '-c', recipe.command], temporaryFolder('again')))
  expect(again).not.toBe(first)
  expect((await recipeOf(again)).run).toEqual(recipe.run)
  expect(recipe.run).toMatchObject({
    codeCommit: repository.commit,
    params: expect.arrayContaining([{ key: 'depth', value: '3' }]),
  })
}, 120_000)

test('a project is repeated by its own entry point and parameters', async () => {
  const start = ['mlflow', 'run', '--env-manager', 'local', '-P', 'depth=5', repository.checkout]
  const first = only(await repository.train(start, temporaryFolder('elsewhere')))
  const recipe = await recipeOf(first)
  expect(recipe).toMatchObject({ complete: true, assumptions: expect.arrayContaining([{ piece: 'ARGUMENTS' }]) })
  const line = recipe.command.split('\n').find((text) => text.includes('mlflow run')) ?? ''
  expect(line).toContain(`--version ${repository.commit} -e main -P depth=5`)
  // What installs MLflow and an interpreter needs a package index; the line itself is run as it is.
  // MLflow fetches one commit alone, which plain files over HTTP cannot give.
  const { url, fileUrl } = repository
  const git = `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=url.${fileUrl}.insteadOf GIT_CONFIG_VALUE_0=${url}`
  const offline = line.replace('.mlflow/bin/mlflow', 'mlflow').replace('--env-manager uv', '--env-manager local')
  const again = only(await repository.train(['sh', '-c', `${git} ${offline}`], temporaryFolder('again')))
  expect((await recipeOf(again)).run).toEqual(recipe.run)
}, 120_000)
