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
 * opened; null for none. One that is there is ended when another version should be there, or the bytes are back.
 */
export async function settleBytes(
  transaction: DriftTransaction,
  look: Look,
  subject: Watch['subject'],
): Promise<Violation | null> {
  const { drift } = transaction
  const { target, expected, digest } = look
  const open = await drift.open(bytesKey(target.uid))
  if (open !== null && open.expected?.version !== expected?.held?.version) {
    await close(transaction, open, 'RESOLVED', 'CHANGED_BY_REQUEST')
    return null
  }
  if (digest === null || expected === null || expected.digest === null) return null
  if (digest !== expected.digest) return changed(transaction, look, { subject, digest, open })
  if (open !== null) await close(transaction, open, 'RESOLVED', 'BACK_IN_ORDER')
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
  if (open?.observedDigest === digest) {
    await drift.save({ ...open, lastSeenAt: approvals.now })
    return null
  }
  if (open !== null) await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  const key = bytesKey(look.target.uid)
  const accepted = await drift.lastEnded(key)
  if (accepted !== null && accepted.endedBy !== null && accepted.observedDigest === digest) return null
  const observed = look.expected?.held ?? null
  return openNew(transaction, look, { kind: 'BYTES_CHANGED', key, observed, digest, lastGoodAt: null, subject })
}
