import {
  type CallContext,
  type CrawlBatch,
  type CrawlRequest,
  Fault,
  type StreamName,
} from '../../../src/connector/index.ts'
import type { TrackerParts } from '../tracker/runs.ts'
import { createOffsetReader } from './by-offset.ts'
import { type Cursor, type DeltaPosition, emptyCursor, readCursor, writeCursor } from './cursor.ts'
import { experimentList, modelList, versionList } from './lists.ts'
import { createLoggedModelReader } from './logged-models.ts'
import { createRunReader } from './runs.ts'
import type { StreamReader } from './stream-reader.ts'

/** Crawls streams of one server, workspace after workspace, one small page at a time. */
export function createCrawler(parts: TrackerParts) {
  return async function* crawl(request: CrawlRequest, call: CallContext): AsyncGenerator<CrawlBatch> {
    const crawlOf = { reader: readerOf(request.stream, parts), workspaces: parts.client.workspaces }
    const state = readCursor(request.cursor)
    const done =
      request.mode === 'FULL' ? yield* walkAll(crawlOf, state, call) : yield* changesOfAll(crawlOf, state, call)
    if (request.stream === 'experiments')
      for (const workspace of crawlOf.workspaces) parts.experiments.refreshed(workspace)
    const nextCursor = writeCursor({ done, current: null })
    yield { records: [], cursor: nextCursor, nextCursor }
  }
}

interface Crawl {
  readonly reader: StreamReader
  readonly workspaces: readonly string[]
}

type Done = Readonly<Record<string, DeltaPosition>>

async function* walkAll(
  { reader, workspaces }: Crawl,
  state: Cursor,
  call: CallContext,
): AsyncGenerator<CrawlBatch, Done> {
  let done: Done = onlyFor(workspaces, state.done)
  for (const workspace of workspaces) {
    if (Object.hasOwn(done, workspace)) continue
    const resumed = state.current?.workspace === workspace ? state.current.walk : undefined
    let walk = resumed ?? (await reader.begin(workspace, call))
    for await (const piece of reader.walk(workspace, walk, call)) {
      walk = piece.walk
      yield { records: piece.records, cursor: writeCursor({ done, current: { workspace, walk } }) }
    }
    done = { ...done, [workspace]: walk.delta }
  }
  return done
}

async function* changesOfAll(
  { reader, workspaces }: Crawl,
  state: Cursor,
  call: CallContext,
): AsyncGenerator<CrawlBatch, Done> {
  // A delta is short: one that was broken off begins again where the last finished crawl ended.
  const cursor = writeCursor({ done: state.done, current: null })
  let done: Done = {}
  for (const workspace of workspaces) {
    const since = state.done[workspace]
    if (since === undefined) {
      const walked = yield* relabelled(walkAll({ reader, workspaces: [workspace] }, emptyCursor, call), cursor)
      done = { ...done, ...walked }
      continue
    }
    let delta = since
    for await (const piece of reader.changes(workspace, since, call)) {
      delta = piece.delta
      if (piece.records.length > 0) yield { records: piece.records, cursor }
    }
    done = { ...done, [workspace]: delta }
  }
  return done
}

async function* relabelled(
  batches: AsyncGenerator<CrawlBatch, Done>,
  cursor: string,
): AsyncGenerator<CrawlBatch, Done> {
  for (;;) {
    const next = await batches.next()
    if (next.done) return next.value
    yield { ...next.value, cursor }
  }
}

function onlyFor(workspaces: readonly string[], done: Done): Done {
  return Object.fromEntries(Object.entries(done).filter(([workspace]) => workspaces.includes(workspace)))
}

function readerOf(stream: StreamName, parts: TrackerParts): StreamReader {
  if (stream === 'models') return createOffsetReader(modelList(parts.client))
  if (stream === 'versions') return createOffsetReader(versionList(parts.client))
  if (stream === 'experiments') return createOffsetReader(experimentList(parts.client, parts.experiments))
  if (stream === 'runs') return createRunReader(parts)
  if (stream === 'loggedModels') return createLoggedModelReader(parts)
  throw unsupported(stream, parts.client.source)
}

function unsupported(stream: StreamName, source: string): Fault {
  return new Fault({
    code: 'UNSUPPORTED',
    publicMessage: `Source ${source} has no ${stream} to read.`,
    internalMessage: `The MLflow connector was asked for the stream ${stream}`,
    retryable: false,
    source,
  })
}
