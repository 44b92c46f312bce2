import { type ApprovalRequest, type LapsedException, lapsedExceptions } from '../approvals/index.ts'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { close, openNew } from './open-close.ts'
import type { DriftTransaction, RecordPorts, WatchedTarget } from './ports.ts'
import { openStates, type Violation } from './types.ts'

/** What stands on a target, and the gates that it passed by exceptions which are over. */
interface Standing {
  readonly generation: number
  /** The request that was judged; null where nothing stands by any. */
  readonly request: ApprovalRequest | null
  readonly lapsed: readonly LapsedException[]
}

function exceptionKey(target: Uid, request: Uid, gate: string): string {
  return `${target} exception ${request} ${gate}`
}

/**
 * Opens a violation for each gate that what stands on a target passed by an exception that is over, and ends it once there is
 * another or something else stands there. Asks no tool. Answers what was opened. Safe on several gateways at once.
 */
export async function settleLapsed(ports: RecordPorts, target: WatchedTarget): Promise<readonly Violation[]> {
  const standing = await standingOn(ports, target.uid)
  const filter = { target: target.uid, kinds: ['EXCEPTION_EXPIRED'], states: openStates } as const
  const { items: open } = await ports.reads.list(filter, { first: 100, after: null })
  if (open.length === 0 && standing.lapsed.length === 0) return []
  return ports.changes.change(systemActor, (transaction) => settle(transaction, target, { standing, open }))
}

async function standingOn({ approvals: { reads, clock } }: RecordPorts, target: Uid): Promise<Standing> {
  const { generation, request: uid } = await reads.targetState(target)
  const last = uid === null ? null : ((await reads.byUids([uid]))[0] ?? null)
  // What was brought back rests on what it was approved by.
  const restored = last?.restores == null ? null : ((await reads.byUids([last.restores]))[0] ?? null)
  const request = restored ?? last
  if (request === null) return { generation, request, lapsed: [] }
  const { items: exceptions } = await reads.exceptionList({ version: request.subject.uid }, { first: 100, after: null })
  if (exceptions.length === 0) return { generation, request, lapsed: [] }
  const checks = await reads.checks(request.uid)
  return { generation, request, lapsed: lapsedExceptions(request, { checks, exceptions, now: clock.now() }) }
}

async function settle(
  transaction: DriftTransaction,
  target: WatchedTarget,
  { standing, open }: { readonly standing: Standing; readonly open: readonly Violation[] },
): Promise<readonly Violation[]> {
  const { approvals, drift } = transaction
  const { generation, request, lapsed } = standing
  if ((await approvals.target(target.uid)).generation !== generation) return []
  const keys = new Set(request === null ? [] : lapsed.map(({ gate }) => exceptionKey(target.uid, request.uid, gate)))
  for (const { uid } of open.filter(({ key }) => !keys.has(key))) {
    const current = await drift.violation(uid)
    const cause = current?.request === request?.uid ? 'EXCEPTED' : 'CHANGED_BY_REQUEST'
    if (current !== null && current.endedAt === null) await close(transaction, current, 'RESOLVED', cause)
  }
  const opened: Violation[] = []
  for (const each of lapsed) {
    const found = request === null ? null : await openLapsed(transaction, target, { request, lapsed: each })
    if (found !== null) opened.push(found)
  }
  return opened
}

async function openLapsed(
  transaction: DriftTransaction,
  target: WatchedTarget,
  { request, lapsed }: { readonly request: ApprovalRequest; readonly lapsed: LapsedException },
): Promise<Violation | null> {
  const { approvals, drift } = transaction
  const { gate, overAt } = lapsed
  const key = exceptionKey(target.uid, request.uid, gate)
  const open = await drift.open(key)
  if (open !== null) {
    await drift.save({ ...open, lastSeenAt: approvals.now })
    return null
  }
  const ended = await drift.lastEnded(key)
  // Somebody said that it may stay so, and no exception has been granted and ended since.
  if (ended !== null && ended.endedBy !== null && (ended.endedAt ?? 0) >= overAt) return null
  const { uid: version, modelUid, ref } = request.subject
  const subject = (await drift.watch(target.uid))?.subject ?? null
  const found = { kind: 'EXCEPTION_EXPIRED', key, observed: { version, modelUid, ref }, digest: null, gate } as const
  return openNew(
    transaction,
    { target, expected: null },
    {
      ...found,
      request: request.uid,
      lastGoodAt: overAt,
      subject,
    },
  )
}
