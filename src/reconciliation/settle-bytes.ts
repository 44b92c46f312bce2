import { close, openNew } from './open-close.ts'
import type { DriftTransaction } from './ports.ts'
import type { Look } from './sight.ts'
import type { Violation, Watch } from './types.ts'

/** Key of the violation of the bytes of what a target should hold. */
function bytesKey(target: string): string {
  return `${target} bytes`
}

/**
 * What was approved has other bytes by now: nobody moved anything, and it is another model. Answers the violation that is
 * opened; null for none. It freezes its target, so it ends by a person's word alone, also where the bytes are back: who
 * could change them once can again.
 */
export async function settleBytes(
  transaction: DriftTransaction,
  look: Look,
  subject: Watch['subject'],
): Promise<Violation | null> {
  const { drift } = transaction
  const { target, expected, digest } = look
  if (digest === null || expected === null || expected.digest === null) return null
  const open = await drift.open(bytesKey(target.uid))
  if (digest !== expected.digest) return changed(transaction, look, { subject, digest, open })
  if (open !== null && open.cause === null && open.expected?.version === expected.held?.version)
    await drift.save({ ...open, cause: 'BACK_IN_ORDER', revision: open.revision + 1 })
  return null
}

interface Changed {
  readonly subject: Watch['subject']
  readonly digest: string
  readonly open: Violation | null
}

async function changed(
  transaction: DriftTransaction,
  look: Look,
  { subject, digest, open }: Changed,
): Promise<Violation | null> {
  const { drift, approvals } = transaction
  const observed = look.expected?.held ?? null
  const isSo = (known: Violation) => known.observedDigest === digest && known.expected?.version === observed?.version
  if (open !== null && isSo(open)) {
    const revision = open.cause === null ? open.revision : open.revision + 1
    await drift.save({ ...open, lastSeenAt: approvals.now, cause: null, revision })
    return null
  }
  const key = bytesKey(look.target.uid)
  const ended = open === null ? await drift.lastEnded(key) : null
  if (ended !== null && ended.endedBy !== null && isSo(ended)) return null
  if (open !== null) await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  return openNew(transaction, look, { kind: 'BYTES_CHANGED', key, observed, digest, lastGoodAt: null, subject })
}
