import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, textAt } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'
import { quoted } from '../refusals.ts'

const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const name = uniqueName('credentials')
const place = `s3://KEY:hidden-word@nowhere/${name}`

test('addresses that were recorded with credentials are shown without them', async () => {
  const made = await writer.post('/experiments/create', { name, artifact_location: place })
  const repository = 'https://me:hidden-word@git.example/team/repo'
  const { run } = await writer.post('/runs/create', {
    experiment_id: textAt(made, 'experiment_id'),
    start_time: 1,
    tags: [
      { key: 'mlflow.source.name', value: `${repository}#train` },
      { key: 'mlflow.source.git.repoURL', value: repository },
      { key: 'mlflow.source.git.commit', value: '0123456789abcdef0123456789abcdef01234567' },
    ],
  })
  const runId = JSON.stringify(run).match(/"run_id":"([^"]+)"/)?.[1] ?? ''
  const source = 'https://me:hidden-word@data.example/rows?version=3&X-Amz-Signature=hidden-word'
  await writer.post('/runs/log-inputs', {
    run_id: runId,
    datasets: [{ dataset: { name, digest: 'd1', source_type: 'http', source: JSON.stringify({ url: source }) } }],
  })
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `${place}/model`, run_id: runId })

  const gateway = await startGateway({ sources: [mlflowSource()] })
  await gateway.caughtUp('tracking')
  const ref = quoted(`runs:/${runId}`)
  const answer = await gateway.ask(`{
    run(ref: ${ref}) { repository entrypoint artifactUri tags { key value }
      inputs { dataVersion { originUri } } }
    modelVersion(ref: ${quoted(`models:/${name}/1`)}) { artifactUri }
    reproduceRecipe(ref: ${ref}) { repository command }
    lineage(ref: ${ref}) { nodes { name properties } mermaid }
  }`)
  expect(answer.data).toMatchObject({
    run: {
      repository: 'https://git.example/team/repo',
      entrypoint: 'https://git.example/team/repo#train',
      artifactUri: `s3://nowhere/${name}/${runId}/artifacts`,
      inputs: [{ dataVersion: { originUri: 'https://data.example/rows' } }],
    },
    modelVersion: { artifactUri: `s3://nowhere/${name}/model` },
  })
  expect(JSON.stringify(answer)).not.toContain('hidden-word')
})
