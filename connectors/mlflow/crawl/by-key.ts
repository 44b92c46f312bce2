import { type CallContext, Fault } from '../../../src/connector/index.ts'
import { chunksOf } from '../answers.ts'
import { byExperimentId } from '../known-experiments.ts'
import type { WalkPosition } from './cursor.ts'

/** One request for records in the order of time and id, from a time on. */
export interface KeyedRequest {
  readonly workspace: string
  readonly experimentIds: readonly string[]
  readonly since: number | null
  readonly token: string | null
  readonly limit: number
}

/** A record with the key it is ordered by. */
export interface KeyedEntry<Found> {
  readonly time: number | null
  readonly id: string
  readonly record: Found
}

/** Reads one page; null where the server has no such list. */
export type KeyedFetch<Found> = (
  request: KeyedRequest,
  call: CallContext,
) => Promise<{ readonly entries: readonly KeyedEntry<Found>[]; readonly nextToken: string | null } | null>

/** Records in their order, and the position after them. */
export interface KeyedPiece<Found> {
  readonly records: readonly Found[]
  readonly walk: WalkPosition
}

/** What a walk needs besides its position. */
export interface KeyedWalk<Found> {
  readonly workspace: string
  readonly experimentIds: readonly string[]
  readonly from: WalkPosition
  /** Records before this time are left out. */
  readonly since: number | null
  readonly fetch: KeyedFetch<Found>
}

const pageSize = 200
/** Experiments named in one search. */
export const groupSize = 500

/**
 * Walks through groups of experiments, in each by time and id. Every page asks from the last record's time on, so what is
 * written or deleted meanwhile shifts nothing.
 */
export async function* walkByKey<Found>(
  options: KeyedWalk<Found>,
  call: CallContext,
): AsyncGenerator<KeyedPiece<Found>> {
  const { from, experimentIds, since } = options
  const left = experimentIds.filter((id) => from.afterGroup === null || byExperimentId(id, from.afterGroup) > 0)
  let walk: WalkPosition = from.time === null ? { ...from, time: since, id: '' } : from
  // Groups begin where the last one ended, whatever experiments were made since.
  for (const group of chunksOf(left, groupSize)) {
    for await (const piece of walkGroup(options, { group, walk }, call)) {
      walk = piece.walk
      yield piece
    }
    walk = { ...walk, afterGroup: group.at(-1) ?? null, time: since, id: '' }
  }
}

async function* walkGroup<Found>(
  { workspace, fetch }: KeyedWalk<Found>,
  { group, walk: from }: { readonly group: readonly string[]; readonly walk: WalkPosition },
  call: CallContext,
): AsyncGenerator<KeyedPiece<Found>> {
  let walk = from
  let token: string | null = null
  let limit = pageSize
  for (;;) {
    const request: KeyedRequest = { workspace, experimentIds: group, since: walk.time, token, limit }
    const page = await fetchShrinking(fetch, request, call)
    if (page === null) return
    limit = page.limit
    const entries = page.entries.filter((entry) => isAfter(entry, walk))
    const last = entries.findLast((entry) => entry.time !== null)
    const hasAdvanced = last !== undefined && last.time !== walk.time
    if (last !== undefined) walk = { ...walk, time: last.time, id: last.id }
    if (entries.length > 0) yield { records: entries.map((entry) => entry.record), walk }
    if (page.nextToken === null) return
    // Within very many records of one time only the page token leads on.
    token = hasAdvanced ? null : page.nextToken
  }
}

function isAfter({ time, id }: KeyedEntry<unknown>, walk: WalkPosition): boolean {
  if (walk.time === null || time === null || time > walk.time) return true
  return time === walk.time && id > walk.id
}

/** A page whose records are too large for one answer is asked for in smaller ones. */
async function fetchShrinking<Found>(fetch: KeyedFetch<Found>, request: KeyedRequest, call: CallContext) {
  let { limit } = request
  for (;;) {
    try {
      const page = await fetch({ ...request, limit }, call)
      return page === null ? null : { ...page, limit }
    } catch (error) {
      const isTooLarge = error instanceof Fault && error.code === 'UPSTREAM_INVALID' && !error.retryable
      if (!isTooLarge || limit === 1) throw error
      limit = Math.max(1, Math.floor(limit / 8))
    }
  }
}
