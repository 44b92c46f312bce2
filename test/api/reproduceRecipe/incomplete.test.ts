import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, textAt } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'
import { quoted } from '../refusals.ts'

const { read } = await startGateway({ sources: [mlflowSource('tracking')] })
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const experimentId = textAt(await writer.post('/experiments/create', { name: uniqueName('recipes') }), 'experiment_id')

interface Recipe {
  readonly command: string | null
  readonly entrypoint: string | null
  readonly complete: boolean
  readonly missing: readonly { readonly piece: string; readonly message: string }[]
  readonly assumptions: readonly { readonly piece: string }[]
}

const pairs = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([key, value]) => ({ key, value }))

/** What every run here has unless a test says otherwise: all that a recipe needs, but for the files. */
const usual = {
  'mlflow.source.type': 'LOCAL',
  'mlflow.source.name': 'train.py',
  'mlflow.source.git.commit': 'a'.repeat(40),
  'mlflow.source.git.repoURL': 'https://git.example/risk.git',
  'mlflow.source.git.dirty': 'false',
  'modelwarden.arguments': '["--depth", "3"]',
}

interface Training {
  readonly tags?: Readonly<Record<string, string>>
  readonly params?: Readonly<Record<string, string>>
  readonly data?: { readonly source_type: string; readonly source: object }
  readonly files?: Readonly<Record<string, string>>
}

const pinned = { 'requirements.txt': 'scikit-learn==1.5.1\n', 'python_env.yaml': 'python: 3.11.4\n' }
const http = { source_type: 'http', source: { url: 'https://data.example/loans.csv' } }

async function recipeOf({ tags = {}, params = { seed: '1' }, data = http, files = pinned }: Training): Promise<Recipe> {
  const reply = await writer.post('/runs/create', { experiment_id: experimentId, tags: pairs({ ...usual, ...tags }) })
  const runId = textAt(reply, 'run', 'info', 'run_id')
  await writer.post('/runs/log-batch', { run_id: runId, params: pairs(params) })
  // MLflow keeps the source of the first data of a name and digest in an experiment.
  const named = { name: uniqueName('loans'), digest: '0a1b2c3d' }
  const dataset = { ...named, source_type: data.source_type, source: JSON.stringify(data.source) }
  const context = [{ key: 'mlflow.data.context', value: 'training' }]
  await writer.post('/runs/log-inputs', { run_id: runId, datasets: [{ tags: context, dataset }] })
  const folder = textAt(reply, 'run', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
  for (const [name, text] of Object.entries(files)) await writer.put(`${folder}/${name}`, Buffer.from(text))
  const answer = await read<{ readonly recipe: Recipe }>(`{ recipe: reproduceRecipe(ref: ${quoted(`runs:/${runId}`)}) {
    command entrypoint complete missing { piece message } assumptions { piece } } }`)
  return answer.recipe
}

const missingOf = async (training: Training) => (await recipeOf(training)).missing.map(({ piece }) => piece)

test('nothing is missing where the tools vouch for every piece, and the command says all of it', async () => {
  const recipe = await recipeOf({})
  expect(recipe).toMatchObject({ complete: true, missing: [], assumptions: [{ piece: 'ENTRYPOINT' }] })
  expect(recipe.command).toContain('scikit-learn==1.5.1\nEND_OF_FILE')
  expect(recipe.command).toContain('python train.py --depth 3\n')
})

test('code that no other machine can fetch is missing', async () => {
  expect(await missingOf({ tags: { 'mlflow.source.git.dirty': 'true' } })).toEqual(['CLEAN_CHECKOUT'])
  expect(await missingOf({ tags: { 'mlflow.source.git.commit': '' } })).toEqual(['CODE_COMMIT'])
  expect(await missingOf({ tags: { 'mlflow.source.git.commit': 'main' } })).toEqual(['CODE_COMMIT'])
  for (const url of [
    'file:///srv/git/risk.git',
    '/srv/git/risk',
    'ext::sh -c id',
    '--upload-pack=id',
    'ssh://git.example/risk',
  ])
    expect(await missingOf({ tags: { 'mlflow.source.git.repoURL': url } })).toEqual(['REPOSITORY'])
})

test('a file of the machine that trained is started by its path in the repository, or is missing', async () => {
  const inside = await recipeOf({ tags: { 'mlflow.source.name': '/home/dana/risk/src/train.py' } })
  expect(inside).toMatchObject({ complete: true, entrypoint: 'src/train.py', assumptions: [{ piece: 'ENTRYPOINT' }] })
  const outside = await recipeOf({ tags: { 'mlflow.source.name': '/home/dana/train.py' } })
  expect(outside).toMatchObject({ complete: false, command: null, missing: [{ piece: 'ENTRYPOINT' }] })
})

test('a notebook and a job are missing what to start', async () => {
  expect(await missingOf({ tags: { 'mlflow.source.type': 'NOTEBOOK', 'mlflow.source.name': 'fit.ipynb' } })).toEqual([
    'ENTRYPOINT',
  ])
  const databricks = { 'mlflow.databricks.notebookID': '7', 'mlflow.source.name': '/Users/dana/fit' }
  expect(await recipeOf({ tags: databricks })).toMatchObject({ command: null, missing: [{ piece: 'ENTRYPOINT' }] })
  expect(await missingOf({ tags: { 'mlflow.source.type': 'JOB', 'mlflow.source.name': 'jobs/7' } })).toEqual([
    'ENTRYPOINT',
  ])
})

test('parameters are no arguments unless something says so', async () => {
  const recipe = await recipeOf({ tags: { 'modelwarden.arguments': '' }, params: { depth: '3', seed: '1' } })
  expect(recipe.missing.map(({ piece }) => piece)).toEqual(['ARGUMENTS'])
  expect(recipe.command).toContain('python train.py\n')
})

test('data without a place that other machines reach is missing', async () => {
  for (const [type, source] of [
    ['code', { tags: { 'mlflow.source.name': 'train.py' } }],
    ['local', { uri: '/home/dana/loans.csv' }],
    ['local', { uri: 'file:///home/dana/loans.csv' }],
    ['spark', { path: '/mnt/loans' }],
  ] as const)
    expect(await missingOf({ data: { source_type: type, source } })).toEqual(['DATA'])
  expect(await missingOf({ data: { source_type: 's3', source: { uri: 's3://lake/loans.csv' } } })).toEqual([])
  expect(await missingOf({ data: { source_type: 'hugging_face', source: { path: 'team/loans' } } })).toEqual([])
})

test('an environment that is not pinned is missing, package by package', async () => {
  expect(await missingOf({ files: {} })).toEqual(['ENVIRONMENT', 'PYTHON_VERSION'])
  const { missing } = await recipeOf({ files: { ...pinned, 'requirements.txt': 'numpy\n-e .\n' } })
  expect(missing.map(({ message }) => message).join()).toMatch(/-e \..*numpy/s)
  const long = `${'#'.repeat(70_000)}\n`
  const recipe = await recipeOf({ files: { ...pinned, 'requirements.txt': long } })
  expect(recipe.missing.map(({ piece }) => piece)).toEqual(['ENVIRONMENT'])
  expect(recipe.command).not.toContain('####')
})

test('a seed that was none is missing, and so are parameters', async () => {
  expect(await missingOf({ params: { random_state: 'None' } })).toEqual(['SEED'])
  expect(await missingOf({ params: {} })).toEqual(['PARAMETERS', 'SEED'])
})

test('a project in a container is missing its environment', async () => {
  const project = { 'mlflow.source.type': 'PROJECT', 'mlflow.source.name': 'https://git.example/risk.git#models' }
  const recipe = await recipeOf({ tags: { ...project, 'mlflow.project.entryPoint': 'fit' }, params: { seed: '1;id' } })
  expect(recipe).toMatchObject({ complete: true })
  expect(recipe.command).toContain("-e fit -P 'seed=1;id' -- 'https://git.example/risk.git#models'")
  expect(await missingOf({ tags: { ...project, 'mlflow.project.env': 'docker' } })).toEqual(['ENVIRONMENT'])
})
