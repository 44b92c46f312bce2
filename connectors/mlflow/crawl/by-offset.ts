import { type CallContext, type CatalogRecord, upstreamInvalid } from '../../../src/connector/index.ts'
import { beginWalk, type DeltaPosition, type WalkPosition } from './cursor.ts'
import { offsetOf, tokenOf } from './page-token.ts'
import { digestOf, laterOf, type StreamReader } from './stream-reader.ts'

/** One row of a list; `record` is null for a row that is not told (a prompt). */
export interface Entry {
  readonly key: string
  readonly updatedAt: number | null
  readonly record: CatalogRecord | null
}

/** A list that MLflow pages by offset. */
export interface OffsetList {
  readonly source: string
  fetch(
    request: {
      readonly workspace: string
      readonly order: 'STABLE' | 'RECENT'
      readonly token: string | null
      readonly limit: number
    },
    call: CallContext,
  ): Promise<{ readonly entries: readonly Entry[]; readonly nextToken: string | null }>
}

const walkPageSize = 250
const recentPageSize = 100
/** Rows read again at each page, by which the walk notices that rows before it came or went. */
const anchorsMax = 3
/** A change may be committed this much later than the time that it carries. */
const lateMs = 60_000

/** Reads a list paged by offset so that neither insertions nor deletions make it miss a row. */
export function createOffsetReader(list: OffsetList): StreamReader {
  return {
    async begin(workspace, call) {
      const { entries } = await list.fetch({ workspace, order: 'RECENT', token: null, limit: 1 }, call)
      return beginWalk(entries[0]?.updatedAt ?? null)
    },
    async *walk(workspace, from, call) {
      let walk = from
      for (let isLast = false; !isLast; ) {
        const page = await fetchAfter(list, { workspace, walk }, call)
        isLast = page.isLast
        const keys = page.fresh.map((entry) => entry.key)
        walk = { ...walk, offset: page.offset, anchors: [...walk.anchors, ...keys].slice(-anchorsMax) }
        // A piece without rows would leave a walk that is resumed after it where it was.
        if (page.fresh.length > 0) yield { records: toldOf(page.fresh), walk }
      }
    },
    changes: (workspace, since, call) => readChanges(list, { workspace, since }, call),
  }
}

function toldOf(entries: readonly Entry[]): readonly CatalogRecord[] {
  return entries.map((entry) => entry.record).filter((record) => record !== null)
}

/**
 * The rows after the last one told. The page begins a few rows earlier; when none of those is where it was, rows before
 * them were deleted and the walk steps back until it finds one, at worst to the beginning. What is told twice does no harm.
 */
async function fetchAfter(
  list: OffsetList,
  { workspace, walk }: { readonly workspace: string; readonly walk: WalkPosition },
  call: CallContext,
): Promise<{ readonly fresh: readonly Entry[]; readonly offset: number; readonly isLast: boolean }> {
  let start = Math.max(0, walk.offset - walk.anchors.length)
  for (;;) {
    const page = await list.fetch({ workspace, order: 'STABLE', token: tokenOf(start), limit: walkPageSize }, call)
    assertOffsetToken(list.source, page.nextToken)
    const at = page.entries.findLastIndex((entry) => walk.anchors.includes(entry.key))
    if (at >= 0 || start === 0) {
      return { fresh: page.entries.slice(at + 1), offset: start + page.entries.length, isLast: page.nextToken === null }
    }
    start = Math.max(0, start - walkPageSize + anchorsMax)
  }
}

function assertOffsetToken(source: string, token: string | null): void {
  if (token === null || offsetOf(token) !== null) return
  throw upstreamInvalid({
    source,
    operation: 'MLflow paging',
    detail: 'a page token of another form',
    retryable: false,
  })
}

async function* readChanges(
  list: OffsetList,
  { workspace, since }: { readonly workspace: string; readonly since: DeltaPosition },
  call: CallContext,
): AsyncGenerator<{ readonly records: readonly CatalogRecord[]; readonly delta: DeltaPosition }> {
  const known = new Set(since.digests)
  const bound = (since.high ?? Number.NEGATIVE_INFINITY) - lateMs
  const first = await list.fetch({ workspace, order: 'RECENT', token: null, limit: recentPageSize }, call)
  const digests = toldOf(first.entries).map(digestOf)
  const delta = { high: laterOf(since.high, first.entries[0]?.updatedAt ?? null), digests, running: [] }
  // An alias or a tag is changed without a time, so the latest records are compared by content.
  yield { records: toldOf(first.entries).filter((record) => !known.has(digestOf(record))), delta }
  for (let page = first; page.nextToken !== null && isSince(page.entries.at(-1), bound); ) {
    page = await list.fetch({ workspace, order: 'RECENT', token: page.nextToken, limit: walkPageSize }, call)
    yield { records: toldOf(page.entries.filter((entry) => isSince(entry, bound))), delta }
  }
}

function isSince(entry: Entry | undefined, bound: number): boolean {
  return entry !== undefined && (entry.updatedAt === null || entry.updatedAt >= bound)
}
