import { expect, test } from 'vitest'
import { versionNativeId } from '../../../src/connector/index.ts'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { createRun, mlflowWriter, seedMlflow } from '../../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../../support/tools.ts'
import { connectTo } from './session.ts'

// Servers of their own: on a shared one, other tests are what changes.
const releases = ['newest', 'floor'] as const
const servers = await Promise.all(
  releases.map(async (release) => ({
    release,
    url: (await ownTool(startMlflow({ dataDir: temporaryFolder(`unchanged-${release}`), release }))).url,
  })),
)

test.each(servers)(
  'an unchanged $release MLflow costs one call per stream and reports nothing, and a change is seen',
  async ({ url }) => {
    const writer = mlflowWriter({ url })
    await using session = connectTo({ url })
    const { model, experimentIds, runs } = await seedMlflow({ url })
    const [experimentId = ''] = experimentIds
    for (const run of runs) await writer.post('/runs/update', { run_id: run.runId, status: 'FINISHED' })
    await session.crawl({ stream: 'experiments', mode: 'FULL', cursor: null })
    const cursors = new Map<string, string>()
    const delta = async (stream: 'models' | 'versions' | 'runs') => {
      const cursor = cursors.get(stream) ?? null
      const { result, calls } = await session.counting(() =>
        session.crawl({ stream, mode: cursor === null ? 'FULL' : 'DELTA', cursor }),
      )
      cursors.set(stream, result.at(-1)?.nextCursor ?? '')
      return { ids: result.flatMap((batch) => batch.records.map((record) => record.nativeId)), calls }
    }
    // The first delta after a full crawl may tell the latest records once more.
    for (const stream of ['models', 'versions', 'runs'] as const)
      for (let round = 0; round < 2; round += 1) await delta(stream)
    expect((await delta('models')).ids).toEqual([])
    expect((await delta('versions')).ids).toEqual([])
    await writer.post('/registered-models/alias', { name: model.name, alias: 'challenger', version: '2' })
    await writer.post('/model-versions/set-tag', { name: model.name, version: '2', key: 'reviewed', value: 'yes' })
    const made = await createRun(writer, { experimentId, name: 'late', startTime: Date.now() })
    const [models, versions, late] = [await delta('models'), await delta('versions'), await delta('runs')]
    expect([models, versions]).toEqual([
      { ids: [model.name], calls: 1 },
      { ids: [versionNativeId(model.name, '2')], calls: 1 },
    ])
    expect(late.ids).toContain(made.runId)
    await writer.post('/runs/update', { run_id: made.runId, status: 'FINISHED', end_time: Date.now() })
    expect((await delta('runs')).ids).toContain(made.runId)
  },
)
