import { mintUid, type Uid } from '../kernel/ids.ts'
import { endings, violationEvent } from './events.ts'
import { severityOf } from './judge.ts'
import type { DriftTransaction, WatchedTarget } from './ports.ts'
import type { Look } from './sight.ts'
import type { Violation, Watch } from './types.ts'

/** What was found wrong. */
export interface NewViolation extends Pick<Violation, 'kind' | 'key' | 'observed' | 'lastGoodAt' | 'gate' | 'native'> {
  /** The request that is what is wrong; absent where that is none. */
  readonly request?: Uid
  readonly subject: Watch['subject']
  readonly digest: string | null
}

/** Where it is wrong. */
interface ViolationPlace extends Omit<WatchedTarget, 'uid' | 'kind'> {
  /** Null where no target names it. */
  readonly uid: Uid | null
}

/** Opens a violation. Null where nobody ever saw what it is about. */
export async function openNew(
  { approvals, drift }: DriftTransaction,
  { target, expected }: Pick<Look, 'expected'> & { readonly target: ViolationPlace },
  { subject, digest, request = null, ...found }: Omit<NewViolation, 'request'> & { readonly request?: Uid | null },
): Promise<Violation | null> {
  // Whoever sees its model sees the violation; where nobody ever saw one, nobody could.
  if (subject === null) return null
  const { now } = approvals
  const { uid, environment, source, nativeRef, onDrift } = target
  const violation: Violation = {
    ...found,
    uid: mintUid(now),
    severity: severityOf[found.kind],
    state: 'OPEN',
    revision: 1,
    target: uid,
    targetRef: nativeRef,
    environment,
    source,
    subject,
    expected: expected?.held ?? null,
    expectedDigest: digest === null ? null : (expected?.digest ?? null),
    observedDigest: digest,
    firstSeenAt: now,
    lastSeenAt: now,
    endedAt: null,
    // A right is not given by changing a model, and who sees the violation may not see this one.
    toolChangedAt: found.native === undefined ? subject.updatedAt : null,
    request,
    attempts: 0,
    triedAt: null,
    cause: null,
    endedBy: null,
    reason: null,
  }
  await drift.save(violation)
  const severity = onDrift === 'DETECT' ? {} : { severity: 'WARN' as const }
  approvals.record(violationEvent('opened', violation, { action: 'drift:observe', ...severity, onDrift }))
  return violation
}

/** Ends a violation. */
export async function close(
  { approvals, drift }: DriftTransaction,
  open: Violation,
  state: keyof typeof endings,
  cause: string | null,
): Promise<void> {
  const ended: Violation = { ...open, state, cause, endedAt: approvals.now, revision: open.revision + 1 }
  await drift.save(ended)
  approvals.record(violationEvent(endings[state], ended, { action: 'drift:observe' }))
}
