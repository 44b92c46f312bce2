import { mintUid } from '../kernel/ids.ts'
import { baselineEvent, endings, violationEvent } from './events.ts'
import { isSame, judge, severityOf } from './judge.ts'
import { changingStates, type Look } from './look.ts'
import type { DriftTransaction } from './ports.ts'
import { dropRevert } from './revert.ts'
import type { Held, Violation, ViolationKind, Watch } from './types.ts'

/** What a look came to. */
export interface Settled {
  readonly watch: Watch
  /** What is wrong with what the target holds, as it stands now; null for nothing that is open. */
  readonly violation: Violation | null
  /** Whether what the target should hold was approved, so that it could be put back. */
  readonly isApproved: boolean
  /** Violations that this look opened. */
  readonly opened: readonly Violation[]
}

/** Key of the violation of what a target holds. */
export function heldKey(target: string): string {
  return `${target} held`
}

/** Key of the violation of the bytes of what a target should hold. */
function bytesKey(target: string): string {
  return `${target} bytes`
}

/**
 * Notes what a look found, unless the target has changed by a request since, or is being changed (null). Two gateways that
 * found the same open one violation: whoever comes second finds it open.
 */
export async function settleLook(transaction: DriftTransaction, look: Look): Promise<Settled | null> {
  const { approvals, drift } = transaction
  const { target, state, expected, seen, sight } = look
  const current = await approvals.target(target.uid)
  if (current.generation !== state.generation) return null
  if ((await approvals.onTarget(target.uid, changingStates)).length > 0) return null
  const known = (await drift.watch(target.uid)) ?? unseen(target.uid)
  const now = approvals.now
  if (sight === null || seen.kind === 'UNKNOWN') {
    const reason = seen.kind === 'UNKNOWN' ? seen.reason : 'UPSTREAM_UNAVAILABLE'
    return leave(transaction, { ...known, state: 'UNKNOWN', reason, lookedAt: now })
  }
  const held = seen.kind === 'HOLDS' ? seen.held : null
  const watch = seenAt(known, look, { held, now })
  if (expected === null) return begin(transaction, look, watch)
  const kind = kindOf(look)
  const opened: Violation[] = []
  const violation = await settle(transaction, look, { kind, watch, known, opened })
  await settleBytes(transaction, look, { watch, opened })
  const inOrder = expected.request === null ? 'BASELINED' : 'IN_SYNC'
  const bytes = await drift.open(bytesKey(target.uid))
  const after: Watch = { ...watch, state: kind === null && bytes === null ? inOrder : 'DRIFTED' }
  await drift.saveWatch(after)
  return { watch: after, violation, isApproved: expected.request !== null, opened }
}

function unseen(target: Watch['target']): Watch {
  const never = { observed: null, observedSince: null, observedAt: null, reason: null, baseline: null, filesAt: null }
  return { target, state: 'UNKNOWN', lookedAt: 0, subject: null, ...never }
}

function seenAt(
  known: Watch,
  { seen, hasHashed }: Look,
  { held, now }: { readonly held: Held | null; readonly now: number },
): Watch {
  const isFirst = known.observedAt === null
  const hasChanged = isFirst || !isSame(known.observed, held)
  return {
    ...known,
    observed: held,
    observedSince: hasChanged ? now : known.observedSince,
    observedAt: now,
    lookedAt: now,
    reason: null,
    filesAt: hasHashed ? now : known.filesAt,
    subject: seen.kind === 'HOLDS' || seen.kind === 'NOTHING' ? seen.subject : known.subject,
  }
}

/** Nothing can be told: how it stood is kept, and so is every violation. */
async function leave({ drift }: DriftTransaction, watch: Watch): Promise<Settled> {
  await drift.saveWatch(watch)
  return { watch, violation: await drift.open(heldKey(watch.target)), isApproved: false, opened: [] }
}

/** First contact: what is there is taken as it is. Where there is no model, there is nothing to begin with yet. */
async function begin({ approvals, drift }: DriftTransaction, { target, seen }: Look, watch: Watch): Promise<Settled> {
  if (seen.kind === 'NO_MODEL') {
    const unknown: Watch = { ...watch, state: 'UNKNOWN', reason: 'NOT_FOUND' }
    await drift.saveWatch(unknown)
    return { watch: unknown, violation: null, isApproved: false, opened: [] }
  }
  const baselined: Watch = { ...watch, state: 'BASELINED', baseline: { held: watch.observed, at: approvals.now } }
  await drift.saveWatch(baselined)
  approvals.record(baselineEvent(target, { state: 'BASELINED', version: watch.observed?.version ?? null }))
  return { watch: baselined, violation: null, isApproved: false, opened: [] }
}

function kindOf({ target, expected, sight }: Look): ViolationKind | null {
  if (sight === null) return null
  const kind = judge(expected?.held ?? null, sight)
  return kind !== null && target.kind === 'DEPLOYMENT' ? 'SERVED_OTHER' : kind
}

interface Found {
  readonly kind: ViolationKind | null
  readonly watch: Watch
  /** As it was before. */
  readonly known: Watch
  readonly opened: Violation[]
}

async function settle(
  transaction: DriftTransaction,
  look: Look,
  { kind, watch, known, opened }: Found,
): Promise<Violation | null> {
  const { drift, approvals } = transaction
  const key = heldKey(look.target.uid)
  const open = await drift.open(key)
  if (kind === null) {
    if (open !== null) await end(transaction, open, look)
    return null
  }
  const found = { kind, key, observed: watch.observed, digest: null }
  if (open !== null && isStill(open, found)) {
    const seen = { ...(await awake(transaction, open)), lastSeenAt: approvals.now }
    await drift.save(seen)
    return seen
  }
  if (open !== null) {
    await dropRevert(transaction, open)
    await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  }
  const accepted = await drift.lastEnded(key)
  if (open === null && accepted !== null && isAccepted(accepted, found, watch)) return null
  const violation = await openNew(transaction, look, { ...found, subject: watch.subject, lastGoodAt: goodAt(known) })
  if (violation !== null) opened.push(violation)
  return violation
}

function isStill(open: Violation, { kind, observed }: Pick<NewViolation, 'kind' | 'observed'>): boolean {
  return open.kind === kind && isSame(open.observed, observed)
}

/** Somebody said that it may stay as it is, and it has stayed so since. */
function isAccepted(ended: Violation, found: Pick<NewViolation, 'kind' | 'observed'>, watch: Watch): boolean {
  const isUnchanged = watch.observedSince !== null && watch.observedSince <= (ended.endedAt ?? 0)
  return ended.endedBy !== null && isUnchanged && isStill(ended, found)
}

/** When it was last seen as it should be. */
function goodAt(known: Watch): number | null {
  return known.state === 'IN_SYNC' || known.state === 'BASELINED' ? known.observedAt : null
}

/** A violation that is no longer about to be reverted, as the request for that came to nothing, waits for the next word. */
async function awake({ approvals }: DriftTransaction, open: Violation): Promise<Violation> {
  if (open.state !== 'REVERTING') return open
  const request = open.request === null ? null : await approvals.request(open.request)
  const isUnderWay = request === null ? isFresh(open, approvals.now) : revertingStates.has(request.state)
  if (isUnderWay) return open
  const cause = request === null ? null : request.state
  const reopened: Violation = { ...open, state: 'OPEN', request: null, cause, revision: open.revision + 1 }
  approvals.record(violationEvent('reopened', reopened, { action: 'drift:observe', severity: 'WARN' }))
  return reopened
}

const revertingStates: ReadonlySet<string> = new Set(['APPROVED', 'EXECUTING', 'COMPENSATING', 'COMPLETED', 'STUCK'])
/** Whoever was about to ask for the revert has done so by then, or died. */
const askingMs = 120_000

function isFresh({ triedAt }: Violation, now: number): boolean {
  return triedAt !== null && now - triedAt < askingMs
}

interface NewViolation extends Pick<Violation, 'kind' | 'key' | 'observed' | 'lastGoodAt'> {
  readonly subject: Watch['subject']
  readonly digest: string | null
}

async function openNew(
  { approvals, drift }: DriftTransaction,
  { target, expected }: Look,
  { subject, digest, ...found }: NewViolation,
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
    toolChangedAt: subject.updatedAt,
    request: null,
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

/** The target holds what it should: because of a request, or because somebody put it back. */
async function end(transaction: DriftTransaction, open: Violation, { expected }: Look): Promise<void> {
  const request = expected?.request ?? null
  if (request === null || request.createdAt < open.firstSeenAt)
    return close(transaction, open, 'RESOLVED', 'BACK_IN_ORDER')
  const ended = { ...open, request: request.uid }
  if (isSame(open.expected, expected?.held ?? null)) return close(transaction, ended, 'REVERTED', null)
  if (request.action === 'ADOPT') return close(transaction, ended, 'ADOPTED', null)
  return close(transaction, ended, 'RESOLVED', 'CHANGED_BY_REQUEST')
}

async function close(
  { approvals, drift }: DriftTransaction,
  open: Violation,
  state: keyof typeof endings,
  cause: string | null,
): Promise<void> {
  const ended: Violation = { ...open, state, cause, endedAt: approvals.now, revision: open.revision + 1 }
  await drift.save(ended)
  approvals.record(violationEvent(endings[state], ended, { action: 'drift:observe' }))
}

/** What was approved has other bytes by now: nobody moved anything, and it is another model. */
async function settleBytes(
  transaction: DriftTransaction,
  look: Look,
  { watch, opened }: Pick<Found, 'watch' | 'opened'>,
): Promise<void> {
  const { drift, approvals } = transaction
  const { target, expected, digest } = look
  const key = bytesKey(target.uid)
  const open = await drift.open(key)
  if (open !== null && open.expected?.version !== expected?.held?.version)
    return close(transaction, open, 'RESOLVED', 'CHANGED_BY_REQUEST')
  if (digest === null || expected?.digest == null) return
  if (digest === expected.digest)
    return open === null ? undefined : close(transaction, open, 'RESOLVED', 'BACK_IN_ORDER')
  if (open?.observedDigest === digest) return drift.save({ ...open, lastSeenAt: approvals.now })
  if (open !== null) await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  const accepted = await drift.lastEnded(key)
  if (accepted?.endedBy != null && accepted.observedDigest === digest) return
  const found = { kind: 'BYTES_CHANGED', key, observed: expected.held, digest, lastGoodAt: null } as const
  const violation = await openNew(transaction, look, { ...found, subject: watch.subject })
  if (violation !== null) opened.push(violation)
}
