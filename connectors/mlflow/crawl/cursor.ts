import { z } from 'zod'

/** Where the delta of one workspace begins. */
export const deltaPosition = z.object({
  /** Time of the latest change that has been seen, in the server's own clock. */
  high: z.int().nullable(),
  /** Digests of the latest records, so that a change without a time (an alias, a tag) shows and an old record is not told again. */
  digests: z.array(z.string()).max(2_000),
  /** Runs that were still going. */
  running: z.array(z.string()).max(2_000),
})

/** Where a walk over all records of one workspace stopped. */
export const walkPosition = z.object({
  /** By offset: how many came before, and the keys of the last of them. */
  offset: z.int().nonnegative(),
  anchors: z.array(z.string()).max(10),
  /** By key: the last experiment of the finished groups, then time and id of the last record. */
  afterGroup: z.string().nullable(),
  time: z.int().nullable(),
  id: z.string(),
  delta: deltaPosition,
})

const cursor = z.object({
  /** Finished workspaces and where their deltas begin. */
  done: z.record(z.string(), deltaPosition),
  current: z.object({ workspace: z.string(), walk: walkPosition }).nullable(),
})

/** State of a delta. */
export type DeltaPosition = z.output<typeof deltaPosition>
/** State of a walk. */
export type WalkPosition = z.output<typeof walkPosition>
/** State of a crawl over all workspaces. */
export type Cursor = z.output<typeof cursor>

/** Before anything was read. */
export const emptyCursor: Cursor = { done: {}, current: null }

/** The beginning of a walk; `high` is the latest change that the server knows of by then. */
export function beginWalk(high: number | null): WalkPosition {
  return { offset: 0, anchors: [], afterGroup: null, time: null, id: '', delta: { high, digests: [], running: [] } }
}

/** Cursors are opaque text to everybody else. */
export function writeCursor(state: Cursor): string {
  return Buffer.from(JSON.stringify(state), 'utf8').toString('base64url')
}

/** Reads a cursor back. One that was not made by this version begins anew: records are told again, none is missed. */
export function readCursor(text: string | null): Cursor {
  if (text === null) return emptyCursor
  try {
    return cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data ?? emptyCursor
  } catch {
    return emptyCursor
  }
}
