import { expect, test } from 'vitest'
import { seedMeasuredModels } from '../../support/measured-models.ts'
import { mlflowWriter } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'
import { apiGateway } from '../world.ts'

const measured = await seedMeasuredModels(mlflowWriter({ url: sharedTools().mlflowUrl }), {
  makings: [
    {
      params: { depth: '3' },
      metrics: [{ key: 'auc', value: 0.9, digest: 'd1' }],
      requirements: '',
      commit: 'a'.repeat(40),
    },
    {
      params: { depth: '4' },
      metrics: [{ key: 'auc', value: 0.8, digest: 'd1' }],
      requirements: '',
      commit: 'b'.repeat(40),
    },
  ],
  evaluated: [],
})
const gateway = await apiGateway()
const { world } = gateway
const { token } = await gateway.gateway.tokens.create({
  principalName: 'narrow',
  roles: ['viewer'],
  scopes: ['model:read', 'run:read'],
  lifetimeMs: null,
})
const [first, second] = world.children

test('whoever may not see data is told of it by no comparison and no metric', async () => {
  const query = `query ($refs: [String!]!, $versions: [String!]!, $measured: String!) {
    compareRuns(refs: $refs) { datasets { key values } metrics { key datasetName datasetDigest } }
    compareVersions(refs: $versions) { datasets { key values } metrics { key datasetName datasetDigest values } }
    run(ref: $measured) { metrics { key datasetName datasetDigest }
      loggedModels { metrics { key datasetName datasetDigest } } } }`
  const variables = {
    refs: [`runs:/${first.runId}`, `runs:/${second.runId}`],
    versions: measured.versions.map(({ version }) => `models:/${measured.name}/${version}`),
    measured: `runs:/${measured.versions[0]?.run.runId}`,
  }
  const whole = JSON.stringify(await gateway.read(query, variables))
  for (const name of [world.dataset.name, measured.datasetName]) expect(whole).toContain(name)
  const answer = await gateway.read<{ readonly compareRuns: { readonly datasets: unknown } }>(query, variables, {
    token,
  })
  const narrow = JSON.stringify(answer)
  expect(narrow).toContain('auc')
  expect(answer.compareRuns.datasets).toEqual([])
  for (const name of [world.dataset.name, measured.datasetName, '"d1"']) expect(narrow).not.toContain(name)
})

test('whoever may not read files is shown the text of none', async () => {
  const query = `query ($ref: String!, $refs: [String!]!) {
    reproduceRecipe(ref: $ref) { environment { path text } }
    compareVersions(refs: $refs) { environment { key values } }
    lineage(ref: $ref, kinds: [ENVIRONMENT_LOCK]) { nodes { kind name } } }`
  const ref = `models:/${world.model.name}/1`
  const variables = { ref, refs: [ref, `models:/${world.model.name}/2`] }
  expect(JSON.stringify(await gateway.read(query, variables))).toContain('scikit-learn')
  expect(await gateway.read(query, variables, { token })).toMatchObject({
    reproduceRecipe: { environment: [] },
    compareVersions: { environment: [] },
    lineage: { nodes: [{ kind: 'MODEL_VERSION' }] },
  })
})
