import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted } from '../refusals.ts'
import { apiGateway, twinGateway } from '../world.ts'

const { read, world } = await apiGateway()
const [first, second] = world.children

interface Recipe {
  readonly recipe: { readonly complete: boolean; readonly missing: readonly { readonly piece: string }[] }
}

const recipe = (ref: string) =>
  read<Recipe>(`{ recipe: reproduceRecipe(ref: ${quoted(ref)}) {
    run { runId } codeCommit repository entrypoint command parameters { key value }
    data { role dataVersion { name digest } } environment { path text } complete missing { piece message } } }`)

test('a version tells how to make it again, by commit, data, environment and parameters', async () => {
  const answer = await recipe(`models:/${world.model.name}@champion`)
  expect(answer.recipe).toMatchObject({
    run: { runId: first.runId },
    codeCommit: 'f'.repeat(40),
    repository: 'https://git.example/risk.git',
    entrypoint: 'train.py',
    data: [{ role: 'TRAIN', dataVersion: { name: world.dataset.name, digest: world.dataset.digest } }],
    environment: expect.arrayContaining([{ path: 'requirements.txt', text: 'scikit-learn==1.5.1\n' }]),
  })
  expect(JSON.stringify(answer)).not.toContain('hunter2')
})

test('a run without parameters and environment says what is missing', async () => {
  const answer = await recipe(`runs:/${second.runId}`)
  expect(answer.recipe.complete).toBe(false)
  const pieces = answer.recipe.missing.map(({ piece }) => piece)
  expect(pieces).toEqual(expect.arrayContaining(['ENVIRONMENT', 'PARAMETERS', 'SEED']))
  expect(pieces).not.toContain('CODE_COMMIT')
})

test('an ambiguous, an unknown and an impossible ref are refused', async () => {
  const twins = await twinGateway()
  const of = (ref: string) => `reproduceRecipe(ref: ${quoted(ref)}) { complete }`
  expect(await candidatesOf(twins, of(`runs:/${first.runId}`))).toHaveLength(2)
  await expectRefused(twins, of('runs:/00000000000000000000000000000000'), { code: 'NOT_FOUND' })
  await expectRefused(twins, of(`dataset:${world.dataset.name}`), { code: 'BAD_USER_INPUT' })
})
