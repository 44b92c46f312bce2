import type { JobRunRecord } from '../../connector/records.ts'
import type { ToldWork } from '../../ingest/openlineage/ports.ts'
import type { Tables } from '../tables.ts'

/** A run as the store keeps it. */
export type RunRow = Tables['openlineage_run']

const ended: ReadonlySet<string> = new Set(['COMPLETE', 'FAIL', 'ABORT'])

/** Adds what an event tells of a run to what others told. The same in whichever order they come, and however often. Pure. */
export function mergeRun(known: RunRow | null, work: ToldWork, at: number): RunRow {
  const told = rowOf(work, at)
  if (known === null) return told
  const state = laterState(known, told)
  const error = laterError(known, told)
  return {
    ...known,
    first_at: Math.min(known.first_at, told.first_at),
    state: state.state,
    state_at: state.state_at,
    error: error.error,
    error_at: error.error_at,
    completed_at: greatest(known.completed_at, told.completed_at),
    tells_data: Math.max(known.tells_data, told.tells_data),
    tells_parent: Math.max(known.tells_parent, told.tells_parent),
  }
}

/** The run as its job remembers it. */
export function jobRunOf(row: RunRow): JobRunRecord {
  return {
    id: row.run_id,
    // Written from these states.
    state: row.state as JobRunRecord['state'],
    startedAt: row.first_at,
    endedAt: ended.has(row.state) ? row.state_at : null,
    error: row.error,
  }
}

function rowOf({ party, runId, type, error, edges }: ToldWork, at: number): RunRow {
  const tells = (isOf: (kind: string) => boolean) => Number(edges.some(({ kind }) => isOf(kind)))
  return {
    party,
    run_id: runId,
    first_at: at,
    state: type,
    state_at: at,
    error,
    error_at: error === null ? null : at,
    completed_at: type === 'COMPLETE' ? at : null,
    tells_data: tells((kind) => kind === 'CONSUMED' || kind === 'PRODUCED'),
    tells_parent: tells((kind) => kind === 'STARTED'),
  }
}

/** An end stands whatever is told of an earlier moment later on; else the last moment counts. */
function laterState(known: RunRow, told: RunRow): RunRow {
  const rank = (row: RunRow) => [Number(ended.has(row.state)), row.state_at, row.state] as const
  return isLess(rank(known), rank(told)) ? told : known
}

function laterError(known: RunRow, told: RunRow): RunRow {
  return isLess([known.error_at ?? -1, known.error ?? ''], [told.error_at ?? -1, told.error ?? '']) ? told : known
}

function greatest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function isLess(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other !== undefined && part !== other) return part < other
  }
  return false
}
