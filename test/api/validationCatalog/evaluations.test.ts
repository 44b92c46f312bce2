import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { seedMeasuredModels } from '../../support/measured-models.ts'
import { mlflowWriter } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'
import { quoted } from '../refusals.ts'

const { read, caughtUp } = await startGateway({ sources: [mlflowSource('tracking')] })
const making = { params: {}, requirements: '', commit: 'a'.repeat(40) }
const { name, datasetName, versions, evaluation } = await seedMeasuredModels(
  mlflowWriter({ url: sharedTools().mlflowUrl }),
  {
    makings: [
      { ...making, metrics: [{ key: 'accuracy', value: 0.9, digest: 'shared' }] },
      { ...making, metrics: [{ key: 'accuracy', value: 0.8, digest: 'shared' }] },
    ],
    evaluated: [{ key: 'accuracy', value: 0.7, digest: 'shared' }],
  },
)
await caughtUp('tracking', Date.now())

const [first, second] = versions
const measured = (value: number, run: { readonly runId: string } | undefined, version: string | undefined) => ({
  metric: 'accuracy',
  value,
  run: { runId: run?.runId },
  modelVersions: [{ ref: `models:/${name}/${version ?? ''}` }],
})

async function catalogue(filter: string) {
  const { validationCatalog } = await read<{ validationCatalog: { nodes: unknown[]; sourceStatus: unknown[] } }>(
    `{ validationCatalog(filter: { dataset: ${quoted(datasetName)} ${filter} }) {
      nodes { dataVersion { digest } roles truncated measurements { metric value run { runId } modelVersions { ref } } }
      sourceStatus { source } } }`,
  )
  return validationCatalog
}

test('data that several runs share is one entry, with what each run measured on which version', async () => {
  const { nodes } = await catalogue('digest: "shared"')
  expect(nodes).toEqual([
    {
      dataVersion: { digest: 'shared' },
      roles: ['TEST'],
      truncated: false,
      measurements: [
        measured(0.7, evaluation, second?.version),
        measured(0.8, second?.run, second?.version),
        measured(0.9, first?.run, first?.version),
      ],
    },
  ])
})

test('nothing is found, and it is told where, when nothing was measured', async () => {
  for (const filter of ['digest: "none"', 'metric: "recall"', 'digest: ""']) {
    const { nodes, sourceStatus } = await catalogue(filter)
    expect(nodes).toEqual([])
    expect(sourceStatus).toHaveLength(1)
  }
})
