import { baselineEvent, violationEvent } from './events.ts'
import { isSame, judge } from './judge.ts'
import { close, type NewViolation, openNew } from './open-close.ts'
import type { DriftTransaction } from './ports.ts'
import { dropRevert } from './revert.ts'
import { settleBytes } from './settle-bytes.ts'
import { changingStates, type Look } from './sight.ts'
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
function heldKey(target: string): string {
  return `${target} held`
}

/**
 * Notes what a look found, unless the target has changed by a request since, or is being changed (null). Two gateways that
 * found the same open one violation: whoever comes second finds it open.
 */
export async function settleLook(transaction: DriftTransaction, look: Look): Promise<Settled | null> {
  const { approvals, drift } = transaction
  const { target, state, expected, seen } = look
  const current = await approvals.target(target.uid)
  if (current.generation !== state.generation) return null
  if ((await approvals.onTarget(target.uid, changingStates)).length > 0) return null
  const known = (await drift.watch(target.uid)) ?? unseen(target.uid)
  const now = approvals.now
  const unknown = unknownReason(look)
  if (unknown !== null) return leave(transaction, { ...known, state: 'UNKNOWN', reason: unknown, lookedAt: now })
  const held = seen.kind === 'HOLDS' ? seen.held : null
  const watch = seenAt(known, look, { held, now })
  if (expected === null) return begin(transaction, look, watch)
  const kind = kindOf(look)
  const opened: Violation[] = []
  const violation = await settle(transaction, look, { kind, watch, known, opened })
  const changed = await settleBytes(transaction, look, watch.subject)
  if (changed !== null) opened.push(changed)
  const inOrder = expected.request === null ? 'BASELINED' : 'IN_SYNC'
  const changedBytes = changedBytesOf(known, look)
  const isGood = kind === null && (changedBytes === null || changedBytes !== expected.held?.version)
  const goodAt = isGood ? now : known.goodAt
  const after: Watch = { ...watch, changedBytes, goodAt, state: isGood ? inOrder : 'DRIFTED' }
  await drift.saveWatch(after)
  return { watch: after, violation, isApproved: expected.request !== null, opened }
}

/** Code of why nothing can be told of it; null where something can. */
function unknownReason({ seen, sight }: Look): string | null {
  if (seen.kind === 'UNKNOWN') return seen.reason
  return sight === null ? 'UPSTREAM_UNAVAILABLE' : null
}

function unseen(target: Watch['target']): Watch {
  return {
    target,
    state: 'UNKNOWN',
    observed: null,
    observedSince: null,
    observedAt: null,
    lookedAt: 0,
    reason: null,
    baseline: null,
    filesAt: null,
    changedBytes: null,
    goodAt: null,
    subject: null,
  }
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
  const { now } = approvals
  const baseline = { held: watch.observed, at: now }
  const baselined: Watch = { ...watch, state: 'BASELINED', baseline, goodAt: now }
  await drift.saveWatch(baselined)
  approvals.record(baselineEvent(target, { state: 'BASELINED', version: watch.observed?.version ?? null }))
  return { watch: baselined, violation: null, isApproved: false, opened: [] }
}

function kindOf(look: Look): ViolationKind | null {
  const { target, expected, sight } = look
  if (sight === null) return null
  const kind = judge(expected?.held ?? null, sight)
  if (target.kind === 'ALIAS') return kind
  if (kind !== null) return 'SERVED_OTHER'
  return hasOtherSettings(look) ? 'SETTINGS_CHANGED' : null
}

/** It runs what it should, and was told otherwise: with its next load it would run something else. */
function hasOtherSettings({ expected, seen }: Look): boolean {
  const wanted = expected?.settings ?? null
  return wanted !== null && seen.kind === 'HOLDS' && seen.settings !== undefined && seen.settings !== wanted
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
  const violation = await openNew(transaction, look, { ...found, subject: watch.subject, lastGoodAt: known.goodAt })
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

/** The version whose bytes have changed, by the last time that they were hashed. */
function changedBytesOf(known: Watch, { expected, digest }: Look): Watch['changedBytes'] {
  if (digest === null || expected === null) return known.changedBytes
  return digest === expected.digest ? null : (expected.held?.version ?? null)
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
