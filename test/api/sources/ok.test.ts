import { expect, test } from 'vitest'
import { lakeSource } from '../../support/gateway.ts'
import { sharedTools } from '../../support/tools.ts'
import { apiGateway } from '../world.ts'

const { read, caughtUp } = await apiGateway([lakeSource('lake')])

interface SourceAnswer {
  readonly sources: readonly {
    readonly name: string
    readonly sync: readonly { readonly stream: string; readonly objects: number; readonly lagSeconds: number }[]
  }[]
}

test('every source tells what it is, what it can do and how far the mirror is', async () => {
  const answer = await read<SourceAnswer>(`{ sources {
    name kind url environment capabilities state error { code } lastReachedAt version
    sync { stream state objects processed completeAsOf lagSeconds error { code } } } }`)
  expect(answer.sources).toMatchObject([
    {
      name: 'tracking',
      kind: 'mlflow',
      url: sharedTools().mlflowUrl,
      environment: null,
      capabilities: expect.arrayContaining(['MODEL_REGISTRY', 'EXPERIMENT_TRACKER', 'ARTIFACT_STORE']),
      state: 'UP',
      error: null,
      lastReachedAt: expect.any(String),
    },
    { name: 'lake', kind: 's3', capabilities: ['ARTIFACT_STORE'], sync: [] },
  ])
  const streams = answer.sources[0]?.sync ?? []
  expect(streams.map(({ stream }) => stream)).toEqual(
    expect.arrayContaining(['models', 'versions', 'experiments', 'runs']),
  )
  for (const { objects, lagSeconds } of streams) {
    expect(objects).toBeGreaterThanOrEqual(0)
    expect(lagSeconds).toBeGreaterThanOrEqual(0)
  }
  expect(streams.find(({ stream }) => stream === 'runs')?.objects).toBeGreaterThanOrEqual(3)
})

test('an address is shown without credentials', async () => {
  await caughtUp('tracking')
  expect(JSON.stringify(await read('{ sources { url error { message } } }'))).not.toContain(
    sharedTools().s3.secretAccessKey,
  )
})
