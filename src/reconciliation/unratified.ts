import type { ApprovalRequest } from '../approvals/index.ts'
import { systemActor } from '../kernel/actor.ts'
import { everyItem } from '../kernel/every-item.ts'
import type { Uid } from '../kernel/ids.ts'
import { close, openNew } from './open-close.ts'
import type { DriftTransaction, RecordPorts, WatchedTarget } from './ports.ts'
import { openStates, type Violation } from './types.ts'

/** Key of the violation of broken glass that nobody ratified in time: one for each request, ever. */
function ratificationKey(request: Uid): string {
  return `${request} ratification`
}

/**
 * Opens a violation for each time that glass was broken and too few ratified it in time, and ends it once they have, or it
 * was taken back. Asks no tool. Answers what was opened. Safe on several gateways at once.
 */
export async function settleUnratified(
  ports: RecordPorts,
  targets: readonly WatchedTarget[],
): Promise<readonly Violation[]> {
  const { items } = await ports.reads.list(
    { kinds: ['RATIFICATION_OVERDUE'], states: openStates },
    { first: openMax, after: null },
  )
  const open = new Set(items.map(({ request }) => request))
  const opened: Violation[] = []
  for (const request of await broken(ports)) {
    const target = targets.find(({ uid }) => uid === request.target.uid)
    if (target === undefined || isOverdue(request) === open.has(request.uid)) continue
    const found = await ports.changes.change(systemActor, (transaction) => settle(transaction, request.uid, target))
    if (found !== null) opened.push(found)
  }
  return opened
}

/** More than that nobody leaves open. */
const openMax = 1_000

function isOverdue({ breakGlass }: ApprovalRequest): boolean {
  return breakGlass?.outcome === 'OVERDUE'
}

function broken({ approvals: { reads } }: RecordPorts): Promise<readonly ApprovalRequest[]> {
  return everyItem(
    (after: Uid | null) => reads.list({ isBroken: true }, { first: 100, after }),
    ({ uid }) => uid,
  )
}

async function settle(transaction: DriftTransaction, uid: Uid, target: WatchedTarget): Promise<Violation | null> {
  const { approvals, drift } = transaction
  await approvals.target(target.uid)
  const request = await approvals.request(uid)
  if (request === null) return null
  const key = ratificationKey(uid)
  const open = await drift.open(key)
  if (!isOverdue(request)) {
    if (open !== null) await close(transaction, open, 'RESOLVED', request.breakGlass?.outcome ?? 'REVERSED')
    return null
  }
  // Somebody has settled it otherwise, which holds: it is overdue once.
  if (open !== null || (await drift.lastEnded(key)) !== null) return null
  const { uid: version, modelUid, ref } = request.subject
  const subject = (await drift.watch(target.uid))?.subject ?? null
  const found = { kind: 'RATIFICATION_OVERDUE', key, observed: { version, modelUid, ref }, digest: null } as const
  return openNew(transaction, { target, expected: null }, { ...found, request: uid, lastGoodAt: null, subject })
}
