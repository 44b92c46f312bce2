import { expect, test } from 'vitest'
import { versionNativeId } from '../../../src/connector/index.ts'
import { inParallel } from '../../../src/kernel/in-parallel.ts'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { mlflowWriter, textAt } from '../../support/seed-mlflow.ts'
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

test('a full crawl misses no run, although others are deleted and made before it while it reads', async () => {
  const { experiment_id: experimentId } = await writer.post('/experiments/create', { name: 'under-writes' })
  const start = async (startTime: number) => {
    const reply = await writer.post('/runs/create', { experiment_id: experimentId, start_time: startTime })
    return textAt(reply, 'run', 'info', 'run_id')
  }
  // Many of one moment: within them only the id tells where a page ended.
  const ids = await inParallel(
    Array.from({ length: 500 }, (_, at) => 1_000_000 + Math.floor(at / 100)),
    8,
    start,
  )
  await using session = connectTo({ url: server.url })
  await session.crawl({ stream: 'experiments', mode: 'FULL', cursor: null })
  const found = new Set<string>()
  const gone = new Set<string>()
  let cursor: string | null = null
  for (let round = 0; ; round += 1) {
    const batch = await session.crawlOnce({ stream: 'runs', mode: 'FULL', cursor })
    for (const record of batch.records) found.add(record.nativeId)
    cursor = batch.cursor
    if (batch.nextCursor !== undefined) break
    const doomed = ids.slice(round * 60, round * 60 + 40)
    for (const id of doomed) gone.add(id)
    await inParallel(doomed, 8, (id) => writer.post('/runs/delete', { run_id: id }))
    await inParallel([1, 999_999, 1_000_001], 3, start)
  }
  expect(ids.filter((id) => !gone.has(id) && !found.has(id))).toEqual([])
})

test('a full crawl misses no version, although others are deleted and made before it while it reads', async () => {
  const name = 'z-many-versions'
  await writer.post('/registered-models/create', { name })
  const numbers = Array.from({ length: 520 }, (_, at) => at + 1)
  await inParallel(numbers, 4, (at) => writer.post('/model-versions/create', { name, source: `s3://nowhere/${at}` }))
  await using session = connectTo({ url: server.url })
  const found = new Set<string>()
  const gone = new Set<string>()
  let cursor: string | null = null
  for (let round = 0; ; round += 1) {
    const batch = await session.crawlOnce({ stream: 'versions', mode: 'FULL', cursor })
    for (const record of batch.records) found.add(record.nativeId)
    cursor = batch.cursor
    if (batch.nextCursor !== undefined) break
    const doomed = numbers.slice(round * 60, round * 60 + 30).map(String)
    for (const version of doomed) gone.add(versionNativeId(name, version))
    await inParallel(doomed, 4, (version) => writer.send('DELETE', '/model-versions/delete', { name, version }))
    await writer.post('/registered-models/create', { name: `b-${round}` })
    await writer.post('/model-versions/create', { name: `b-${round}`, source: 's3://nowhere/b' })
  }
  const all = numbers.map((number) => versionNativeId(name, String(number)))
  expect(all.filter((id) => !gone.has(id) && !found.has(id))).toEqual([])
})
