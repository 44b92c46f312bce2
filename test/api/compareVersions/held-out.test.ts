import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { seedMeasuredModels } from '../../support/measured-models.ts'
import { mlflowWriter } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'

const { read } = await startGateway({ sources: [mlflowSource('tracking')] })
const making = { params: { depth: '3' }, requirements: 'numpy==2.1.0\nscipy==1.14.0\n', commit: 'a'.repeat(40) }
const model = await seedMeasuredModels(mlflowWriter({ url: sharedTools().mlflowUrl }), {
  makings: [
    {
      ...making,
      metrics: [
        { key: 'accuracy', value: 0.9, digest: 'old' },
        { key: 'loss', value: 0.5, digest: null },
      ],
    },
    {
      params: { depth: '4' },
      requirements: 'Numpy==2.2.0\npandas==2.2.0\n',
      commit: 'b'.repeat(40),
      metrics: [
        { key: 'accuracy', value: 0.8, digest: 'new' },
        { key: 'loss', value: 0.5, digest: null },
      ],
    },
  ],
  evaluated: [
    { key: 'accuracy', value: 0.7, digest: 'old' },
    { key: 'recall', value: 0.6, digest: 'new' },
  ],
})

interface Comparison {
  readonly compared: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

const rows = 'key values differs'
async function compare(operation: string, refs: readonly string[], more = '') {
  const { compared } = await read<Comparison>(
    `query ($refs: [String!]!) { compared: ${operation}(refs: $refs${more}) {
      params { ${rows} } metrics { ${rows} datasetName datasetDigest } tags { ${rows} } datasets { ${rows} }
      code { ${rows} } codeChangeUrls environment { ${rows} } } }`,
    { refs },
  )
  return compared
}

const versionRefs = model.versions.map(({ version }) => `models:/${model.name}/${version}`)
const onData = (key: string, datasetDigest: string, values: readonly (string | null)[]) => ({
  key,
  datasetName: model.datasetName,
  datasetDigest,
  values,
  differs: true,
})
const nowhere = { datasetName: null, datasetDigest: null }

test('metrics stand side by side only where they were measured on the same data, evaluations included', async () => {
  const { metrics } = await compare('compareVersions', versionRefs)
  expect(metrics).toEqual([
    onData('accuracy', 'new', [null, '0.8']),
    onData('accuracy', 'old', ['0.9', '0.7']),
    { key: 'loss', ...nowhere, values: ['0.5', '0.5'], differs: false },
    onData('recall', 'new', [null, '0.6']),
  ])
})

test('an environment is told package by package: added, removed, changed', async () => {
  const { environment } = await compare('compareVersions', versionRefs)
  expect(environment).toEqual([
    { key: 'numpy', values: ['==2.1.0', '==2.2.0'], differs: true },
    { key: 'pandas', values: [null, '==2.2.0'], differs: true },
    { key: 'python', values: ['3.11.4', '3.11.4'], differs: false },
    { key: 'scipy', values: ['==1.14.0', null], differs: true },
  ])
})

test('only what differs is told when only that is asked for', async () => {
  const all = await compare('compareVersions', versionRefs)
  const some = await compare('compareVersions', versionRefs, ', onlyDiffering: true')
  for (const part of ['params', 'metrics', 'tags', 'datasets', 'code', 'environment'])
    expect(some[part]).toEqual(all[part]?.filter(({ differs }) => differs))
  expect(some['metrics']).toHaveLength(3)
})

test('runs keep to what they measured themselves, each on its data', async () => {
  const [first, second] = model.versions.map(({ run }) => `runs:/${run.runId}`)
  const refs = [first ?? '', second ?? '', `runs:/${model.evaluation.runId}`]
  const { metrics, code, codeChangeUrls, environment } = await compare('compareRuns', refs)
  expect(metrics).toEqual([
    onData('accuracy', 'new', [null, '0.8', null]),
    onData('accuracy', 'old', ['0.9', null, '0.7']),
    { key: 'loss', ...nowhere, values: ['0.5', '0.5', null], differs: true },
    onData('recall', 'new', [null, null, '0.6']),
  ])
  expect(code).toContainEqual({
    key: 'commit',
    values: ['a'.repeat(40), 'b'.repeat(40), 'f'.repeat(40)],
    differs: true,
  })
  // The host of this repository is none whose pages are known.
  expect(codeChangeUrls).toEqual([null, null, null])
  expect(environment).toContainEqual(expect.objectContaining({ key: 'numpy', differs: true }))
})
