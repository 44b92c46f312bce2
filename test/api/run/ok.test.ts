import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const [first, second] = world.children

test('a run answers with its parameters, its numbers, its data and its relatives', async () => {
  const answer = await read(`{ run(ref: ${quoted(`runs:/${first.runId}`)}) {
    runId name ref status user startedAt endedAt codeCommit repository entrypoint
    params { key value } metrics { key value text datasetDigest }
    metricHistory(key: "loss") { nodes { step value } }
    experiment { name } parentRun { runId }
    inputs { role context dataVersion { name digest rowCount columns { name } } }
    modelVersions { nodes { ref } }
    loggedModels { name status }
    artifacts { nodes { path isDirectory } }
  } }`)
  expect(answer).toMatchObject({
    run: {
      runId: first.runId,
      name: 'a',
      ref: `runs:/${first.runId}`,
      status: 'FINISHED',
      user: 'dana',
      startedAt: new Date(first.startTime).toISOString(),
      codeCommit: 'f'.repeat(40),
      entrypoint: 'train.py',
      params: Object.keys(world.params)
        .toSorted()
        .map((key) => ({ key, value: world.params[key] })),
      metricHistory: { nodes: world.lossHistory.map((value, step) => ({ step, value })) },
      parentRun: { runId: world.parent.runId },
      inputs: [
        {
          role: 'TRAIN',
          context: 'training',
          dataVersion: {
            name: world.dataset.name,
            digest: world.dataset.digest,
            rowCount: world.dataset.rowCount,
            columns: world.dataset.columns.map((name) => ({ name })),
          },
        },
      ],
      artifacts: { nodes: [{ path: 'model', isDirectory: true }] },
    },
  })
})

test('a number that is none is null as a value and says as text what it was', async () => {
  const { run } = await read<{ run: { metrics: { key: string; value: number | null; text: string }[] } }>(
    `{ run(ref: ${quoted(`runs:/${first.runId}`)}) { metrics { key value text } } }`,
  )
  expect(run.metrics).toContainEqual({ key: 'loss', value: 0.25, text: '0.25' })
  const odd = run.metrics.filter(({ value }) => value === null).map(({ key, text }) => [key, text])
  expect(odd).toContainEqual(['undefined_here', 'NaN'])
})

test('no credential that a run carries comes through', async () => {
  const answer = await read(`{ run(ref: ${quoted(`runs:/${first.runId}`)}) {
    repository tags { key value } inputs { dataVersion { originUri } } } }`)
  expect(JSON.stringify(answer)).not.toMatch(/hunter2|user:word/)
  expect(answer).toMatchObject({ run: { repository: 'https://git.example/risk.git' } })
})

test('children of a run are listed newest first and name their parent', async () => {
  const answer = await read<{ run: { childRuns: { nodes: { runId: string }[] } } }>(
    `{ run(ref: ${quoted(`runs:/${world.parent.runId}`)}) { childRuns { nodes { runId parentRun { runId } } } } }`,
  )
  const ids = answer.run.childRuns.nodes.map(({ runId }) => runId)
  expect(ids.toSorted()).toEqual([first.runId, second.runId].toSorted())
})
