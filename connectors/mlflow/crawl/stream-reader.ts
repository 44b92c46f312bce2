import { createHash } from 'node:crypto'
import type { CallContext, CatalogRecord } from '../../../src/connector/index.ts'
import type { DeltaPosition, WalkPosition } from './cursor.ts'

/** How one stream is read in one workspace. */
export interface StreamReader {
  /** Where a walk over everything begins. */
  begin(workspace: string, call: CallContext): Promise<WalkPosition>
  /** Everything from a position on, piece by piece, each with the position after it. */
  walk(
    workspace: string,
    from: WalkPosition,
    call: CallContext,
  ): AsyncGenerator<{ readonly records: readonly CatalogRecord[]; readonly walk: WalkPosition }>
  /** What changed since; at least one piece, the last of which holds where the next delta begins. */
  changes(
    workspace: string,
    since: DeltaPosition,
    call: CallContext,
  ): AsyncGenerator<{ readonly records: readonly CatalogRecord[]; readonly delta: DeltaPosition }>
}

/** A short fingerprint of a record's content. */
export function digestOf(record: CatalogRecord): string {
  // 72 bits: two different states of one record never meet by chance.
  return createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 12)
}

/** The later of two times. */
export function laterOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}
