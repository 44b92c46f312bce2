import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { rootAt } from './anchor-place.ts'
import type { AuditKeys } from './keys.ts'
import { hashRange, type LeafRange, placesOf } from './merkle.ts'
import type { AuditReads, StoredEntry } from './ports.ts'
import { consistencyRanges, inclusionRanges } from './proofs.ts'
import { verifierKeyOf } from './signed-note.ts'
import type { AuditStream } from './types.ts'

/** What is to be proven. */
export interface ProofRequest {
  readonly stream: AuditStream
  readonly sequence: number
  /** Size of the tree that holds the entry; that of the last checkpoint with it, else of the log as it is, when null. */
  readonly treeSize: number | null
  /** Size of an earlier tree that the caller knows the root of. */
  readonly from: number | null
}

/** That an entry is in the log, and that the log continues an earlier one. Hashes are hexadecimal. */
export interface AuditProof {
  readonly entry: StoredEntry
  readonly origin: string
  readonly treeSize: number
  readonly root: string
  readonly inclusion: readonly string[]
  /** Null unless an earlier size was given. */
  readonly consistency: { readonly from: number; readonly fromRoot: string; readonly path: readonly string[] } | null
  /** The signed note of exactly that size; null when there is none. */
  readonly checkpoint: string | null
  readonly verifierKey: string
}

/** Proves an entry. Refuses with NOT_FOUND, or BAD_USER_INPUT for sizes that the log does not have. Reads a few rows for each level of the tree. */
export async function proveEntry(
  { store, keys }: { readonly store: AuditReads; readonly keys: AuditKeys },
  request: ProofRequest,
): Promise<Outcome<AuditProof>> {
  const { stream, sequence, from } = request
  const head = await store.head(stream)
  const [entry] = await store.entries(stream, { from: sequence, count: 1 })
  if (sequence < 1 || entry?.sequence !== sequence)
    return refuse(problem('NOT_FOUND', 'There is no such entry.', { field: ['sequence'] }))
  const treeSize = request.treeSize ?? (await coveringSize(store, { stream, sequence, size: head.size }))
  if (treeSize < sequence || treeSize > head.size)
    return refuse(
      problem('BAD_USER_INPUT', `A tree with this entry has ${sequence} to ${head.size} leaves.`, {
        field: ['treeSize'],
      }),
    )
  if (from !== null && (from < 1 || from > treeSize))
    return refuse(problem('BAD_USER_INPUT', `An earlier tree has 1 to ${treeSize} leaves.`, { field: ['from'] }))
  const hashes = async (ranges: readonly LeafRange[]) => {
    const kept = await store.kept(stream, ranges.flatMap(placesOf))
    return ranges.map((range) => hashRange(range, kept))
  }
  return succeed({
    entry,
    origin: head.origin,
    treeSize,
    root: await rootAt(store, stream, treeSize),
    inclusion: await hashes(inclusionRanges(sequence - 1, treeSize)),
    consistency:
      from === null
        ? null
        : { from, fromRoot: await rootAt(store, stream, from), path: await hashes(consistencyRanges(from, treeSize)) },
    checkpoint: (await store.checkpointOf(stream, treeSize))?.note ?? null,
    verifierKey: verifierKeyOf(head.origin, keys.current),
  })
}

/** Size of the last checkpoint that covers an entry; that of the log when there is none. */
async function coveringSize(
  store: Pick<AuditReads, 'lastCheckpoint'>,
  { stream, sequence, size }: { readonly stream: AuditStream; readonly sequence: number; readonly size: number },
): Promise<number> {
  const last = await store.lastCheckpoint(stream)
  return last !== null && last.size >= sequence && last.size <= size ? last.size : size
}
