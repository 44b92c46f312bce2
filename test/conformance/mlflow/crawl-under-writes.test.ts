import { expect, test } from 'vitest'
import { inParallel } from '../../../src/kernel/in-parallel.ts'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { mlflowWriter } from '../../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../../support/tools.ts'
import { connectTo } from './session.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)
const nameOf = (at: number) => `model-${String(at).padStart(4, '0')}`

test('a full crawl misses no model, although others are deleted and made before it while it reads', async () => {
  const names = Array.from({ length: 700 }, (_, at) => nameOf(at))
  await inParallel(names, 8, (name) => writer.post('/registered-models/create', { name }))
  await using session = connectTo({ url: server.url })
  const found = new Set<string>()
  let cursor: string | null = null
  const gone = new Set<string>()
  for (let round = 0; ; round += 1) {
    // Each round resumes from the last batch, as after a restart, and the ground has moved in between.
    const batches = await session.crawlOnce({ stream: 'models', mode: 'FULL', cursor })
    for (const record of batches.records) found.add(record.nativeId)
    cursor = batches.cursor
    if (batches.nextCursor !== undefined) break
    const doomed = names.slice(round * 60, round * 60 + 40)
    for (const name of doomed) gone.add(name)
    await inParallel(doomed, 8, (name) => writer.send('DELETE', '/registered-models/delete', { name }))
    await writer.post('/registered-models/create', { name: `a-${round}` })
  }
  const missed = names.filter((name) => !gone.has(name) && !found.has(name))
  expect(missed).toEqual([])
})
