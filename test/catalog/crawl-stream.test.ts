import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crawlStream } from '../../src/catalog/crawl-stream.ts'
import type { ConnectedSource } from '../../src/catalog/index.ts'
import type { CrawlBatch, CrawlRequest, ModelRecord } from '../../src/connector/index.ts'
import { createCatalogStore } from '../../src/persistence/catalog-store.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { afterFile, temporaryFolder } from '../support/tools.ts'

const modelNamed = (name: string): ModelRecord => ({
  kind: 'Model',
  workspace: '',
  nativeId: name,
  name,
  createdAt: 1_000,
  updatedAt: 1_000,
  description: null,
  tags: {},
  aliases: [],
})

/** A tool with these models, two a batch. `diesAfter` ends the connection after so many batches of one crawl. */
function tool(names: () => readonly string[], diesAfter = () => Number.POSITIVE_INFINITY) {
  const asked: CrawlRequest[] = []
  async function* crawl(request: CrawlRequest): AsyncGenerator<CrawlBatch> {
    asked.push(request)
    const all = request.mode === 'FULL' ? names() : []
    let given = 0
    for (let at = Number(request.mode === 'FULL' ? (request.cursor ?? 0) : 0); ; at += 2) {
      if (given === diesAfter()) throw new Error('the connection broke')
      given += 1
      const records = all.slice(at, at + 2).map(modelNamed)
      const isLast = at + 2 >= all.length
      yield { records, cursor: String(at + 2), ...(isLast ? { nextCursor: 'next' } : {}) }
      if (isLast) return
    }
  }
  const source: ConnectedSource = {
    id: 'tool',
    kind: 'scripted',
    url: 'none',
    environment: null,
    capabilities: ['MODEL_REGISTRY'],
    streams: ['models'],
    connector: { crawl, probe: async () => ({ version: null, detail: null }), close: async () => undefined },
    health: () => ({ state: 'UP', lastReachedAt: null, version: null, error: null }),
  }
  return { source, asked }
}

async function freshStore() {
  const database = await openDatabase(`sqlite:${join(temporaryFolder('store'), 'mirror.db')}`)
  await migrateToLatest(database)
  const store = createCatalogStore(database)
  afterFile(async () => {
    await store.close()
    await database.close()
  })
  let now = 1_000_000
  const clock = { now: () => (now += 1) }
  const turn = (
    source: ConnectedSource,
    thoroughness: 'CHANGES' | 'EVERYTHING' = 'CHANGES',
    signal = new AbortController().signal,
  ) =>
    crawlStream(
      { store, clock, fullIntervalMs: 900_000 },
      { source, stream: 'models', thoroughness, call: { signal, requestId: 'crawl' } },
    )
  const progress = async () => (await store.progress('tool'))[0]
  const names = async () =>
    (await store.page({ kind: 'Model', order: 'NAME' }, { first: 100, after: null })).items.map(({ item }) => item.name)
  return { turn, progress, names, pass: (ms: number) => void (now += ms) }
}

test('a crawl that broke off goes on after the last batch that was written, and vouches for its beginning only', async () => {
  const { turn, progress, names } = await freshStore()
  let batches = 2
  const { source, asked } = tool(
    () => ['a', 'b', 'c', 'd', 'e'],
    () => batches,
  )
  expect(await turn(source)).toMatchObject({ finished: false, records: 4, fault: { code: 'INTERNAL_SERVER_ERROR' } })
  expect(await progress()).toMatchObject({ state: 'FAILED', mode: 'FULL', processed: 4, completeAsOf: null })
  const brokenOffAt = 1_000_020
  batches = Number.POSITIVE_INFINITY
  expect(await turn(source)).toMatchObject({ finished: true, records: 1, mode: 'FULL' })
  expect(asked.map(({ mode, cursor }) => [mode, cursor])).toEqual([
    ['FULL', null],
    ['FULL', '4'],
  ])
  expect(await names()).toEqual(['a', 'b', 'c', 'd', 'e'])
  const finished = await progress()
  expect(finished).toMatchObject({ state: 'IDLE', processed: 5, nextCursor: 'next', cursor: null, error: null })
  expect(finished?.completeAsOf).toBeLessThan(brokenOffAt)
})

test('what a resumed full crawl saw before it broke off is not swept', async () => {
  const { turn, names } = await freshStore()
  let all = ['a', 'b', 'c', 'd', 'gone']
  let batches = Number.POSITIVE_INFINITY
  const { source } = tool(
    () => all,
    () => batches,
  )
  await turn(source)
  all = ['a', 'b', 'c', 'd']
  batches = 1
  await turn(source, 'EVERYTHING')
  expect(await names()).toEqual(['a', 'b', 'c', 'd', 'gone'])
  batches = Number.POSITIVE_INFINITY
  await turn(source)
  expect(await names()).toEqual(['a', 'b', 'c', 'd'])
})

test('after a full crawl only changes are read, until the next full one is due', async () => {
  const { turn, pass } = await freshStore()
  const { source, asked } = tool(() => ['a'])
  await turn(source)
  await turn(source)
  pass(900_000)
  await turn(source)
  expect(asked.map(({ mode, cursor }) => [mode, cursor])).toEqual([
    ['FULL', null],
    ['DELTA', 'next'],
    ['FULL', null],
  ])
})

test('being told to stop takes in no further batch and is no failure', async () => {
  const { turn, progress, names } = await freshStore()
  const stop = new AbortController()
  const { source } = tool(() => {
    stop.abort()
    return ['a', 'b', 'c']
  })
  expect(await turn(source, 'CHANGES', stop.signal)).toMatchObject({ finished: false, fault: null })
  expect((await progress())?.error ?? null).toBeNull()
  expect(await names()).toEqual([])
})
