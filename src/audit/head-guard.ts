import { Fault } from '../kernel/problem.ts'
import { entryMessage, headMessage, noEntry } from './chain.ts'
import type { AuditKeys } from './keys.ts'
import { hashRange, type LeafRange, peakEnds, placesOf, rootOf } from './merkle.ts'
import type { AuditRows } from './ports.ts'
import { consistencyRanges, verifyConsistency } from './proofs.ts'
import type { AuditHead, AuditStream } from './types.ts'

/** Refuses to add to a log that is not as the holders of its key left it. */
export interface HeadGuard {
  /**
   * Throws a `Fault` unless the head was written with the installation's key, fits the rows, and continues what this
   * process wrote or saw before.
   */
  admit(head: AuditHead, rows: Pick<AuditRows, 'kept' | 'entries'>): Promise<void>
  /** Remembers a head that this process has committed. */
  confirm(head: AuditHead): void
  /** Refuses everything from now on. */
  trip(reason: string): void
  /** Why everything is refused; null when it is not. */
  tripped(): string | null
}

/** The refusal of a change that could not be recorded. */
export function auditFault(internalMessage: string, cause?: unknown): Fault {
  return new Fault({
    code: 'AUDIT_UNAVAILABLE',
    publicMessage: 'The audit trail could not record this, so nothing was done.',
    internalMessage: `The audit trail refused: ${internalMessage}`,
    // A log that is not as it was left stays so; a store that is away comes back.
    retryable: cause instanceof Fault && cause.retryable,
    cause,
  })
}

/** Makes the guard of one process. Several processes that share the key follow each other. */
export function createHeadGuard(keys: AuditKeys): HeadGuard {
  const known = new Map<AuditStream, AuditHead>()
  let reason: string | null = null
  const remember = (head: AuditHead) => {
    if (head.size < (known.get(head.stream)?.size ?? 0)) return
    known.set(head.stream, head)
  }
  return {
    async admit(head, rows) {
      const problem = reason ?? (await problemOf({ head, known: known.get(head.stream), keys }, rows))
      if (problem !== null) throw auditFault(`${head.stream}: ${problem}`)
      remember(head)
    },
    confirm: remember,
    trip: (why) => void (reason ??= why),
    tripped: () => reason,
  }
}

interface Look {
  readonly head: AuditHead
  readonly known: AuditHead | undefined
  readonly keys: AuditKeys
}

async function problemOf(look: Look, rows: Pick<AuditRows, 'kept' | 'entries'>): Promise<string | null> {
  const { head, known } = look
  if (known !== undefined && head.size < known.size) return `it ends at ${head.size}, and ended at ${known.size} before`
  if (head.size === 0) return isEmpty(head) ? null : 'its empty head is not empty'
  // What this process has committed or seen needs no second look at its signature.
  if (known !== undefined && isSigned(head, known) && sameHead(head, known)) return null
  if (!isOurs(look)) return 'its head was not written with the key of this installation'
  if (known === undefined || known.size === 0) return fitsRows(look, rows)
  if (known.size < head.size) return continues(head, known, rows)
  return sameHead(head, known) ? null : `another head of ${head.size} entries stands there`
}

function isEmpty({ entryHash, peaks }: AuditHead): boolean {
  return entryHash === noEntry && peaks.length === 0
}

function isSigned(head: AuditHead, known: AuditHead): boolean {
  return head.signature === known.signature && head.keyId === known.keyId
}

function isOurs({ head, keys }: Look): boolean {
  return keys.byId(head.keyId)?.verify(headMessage(head), head.signature) ?? false
}

function sameHead(head: AuditHead, known: AuditHead): boolean {
  return (
    head.size === known.size &&
    head.entryHash === known.entryHash &&
    rootOf(head.peaks) === rootOf(known.peaks) &&
    head.origin === known.origin
  )
}

/** At first sight, the last rows must be those that the head was signed over. */
async function fitsRows({ head, keys }: Look, rows: Pick<AuditRows, 'kept' | 'entries'>): Promise<string | null> {
  const kept = await rows.kept(head.stream, peakEnds(head.size))
  const peaks = peakEnds(head.size).map((end) => kept.get(end)?.subtreeHash)
  if (peaks.join() !== head.peaks.join()) return 'its rows are not those of its head'
  const [last, beyond] = await rows.entries(head.stream, { from: head.size, count: 2 })
  if (beyond !== undefined) return 'there are entries beyond its head'
  if (last === undefined || last.entryHash !== head.entryHash) return 'its last entry is not that of its head'
  const message = entryMessage(head.origin, head.size, head.entryHash)
  return keys.byId(last.keyId)?.verify(message, last.signature)
    ? null
    : 'its last entry was not signed with a known key'
}

/** Others may have written since; what was there before must be where it was. */
async function continues(
  head: AuditHead,
  known: AuditHead,
  rows: Pick<AuditRows, 'kept' | 'entries'>,
): Promise<string | null> {
  const ranges = consistencyRanges(known.size, head.size)
  const kept = await rows.kept(head.stream, ranges.flatMap(placesOf))
  const claim = { from: known.size, fromRoot: rootOf(known.peaks), size: head.size, root: rootOf(head.peaks) }
  try {
    const path = ranges.map((range: LeafRange) => hashRange(range, kept))
    return verifyConsistency(claim, path) ? null : `it does not continue the ${known.size} entries known here`
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}
