import type { CallContext } from '../connector/contract.ts'
import { everyItem } from '../kernel/every-item.ts'
import type { Uid } from '../kernel/ids.ts'
import { isEmergency } from './emergency.ts'
import type { ApprovalPorts, ApprovalReads, ApprovalTransaction, RequestFilter } from './ports.ts'
import { isTamperedSince } from './tampering.ts'
import type { ApprovalRequest, ApprovalTarget, Subject } from './types.ts'

/** How many changes back a former version is looked for. */
const changesLookedAt = 50

/**
 * The version that a target stood for before what it stands for now. Left out is what was revoked, and what was rolled
 * away from: going back undoes every change since the one that it goes back to, so going back twice goes further back.
 */
export async function formerOf(
  { reads, subjects }: Pick<ApprovalPorts, 'reads' | 'subjects'>,
  target: ApprovalTarget,
  call: CallContext,
): Promise<Subject | null> {
  const uid = await formerVersionOf(reads, target.uid)
  return uid === null ? null : subjects.again(uid, call)
}

/** Uid of that version; null where there is none. */
export async function formerVersionOf(
  reads: Pick<ApprovalReads, 'changes' | 'byUids'>,
  target: Uid,
): Promise<Uid | null> {
  const { items } = await reads.changes(target, { first: changesLookedAt, before: null })
  const [current] = items
  if (current === undefined) return null
  const requests = await reads.byUids(items.map(({ request }) => request))
  const standing: { readonly version: Uid | null; readonly isRevoked: boolean }[] = []
  for (const [index, { version }] of [...items.entries()].toReversed()) {
    const request = requests[index]
    // Where it went back to what never stood there, -1 takes away what stood last.
    if (request?.action === 'ROLLBACK') standing.splice(standing.findLastIndex((each) => each.version === version))
    standing.push({ version, isRevoked: request?.state === 'REVOKED' })
  }
  const former = standing.findLast(
    ({ version, isRevoked }) => version !== null && version !== current.version && !isRevoked,
  )
  // Before its first change by the gateway a target stood for what that change was planned from.
  const first = requests.at(-1)?.plan.base?.uid ?? null
  return former?.version ?? (items.some(({ version }) => version === first) ? null : first)
}

/**
 * The request by which a version may be brought back to a target without review: completed, approved by its reviews rather
 * than brought back itself, of the very same bytes, which nobody has changed in place since, and nothing was revoked of this
 * version on this target since.
 */
export async function restorable(
  { reads }: Pick<ApprovalPorts, 'reads'>,
  target: ApprovalTarget,
  { facts }: Subject,
): Promise<ApprovalRequest | null> {
  const of = { target: target.uid, version: facts.uid }
  const done = await every(reads, { ...of, states: ['COMPLETED', 'SUPERSEDED'] })
  const tamperings = await reads.tamperings()
  const [latest] = done
    .filter(({ subject, restores }) => restores === null && subject.subjectDigest === facts.subjectDigest)
    .filter(({ subject }) => subject.artifactDigest !== null)
    .filter((request) => !isTamperedSince(tamperings, { uid: facts.uid, at: decidedAt(request) }))
    // What nobody judged yet is no approval by reviews.
    .filter((request) => !isEmergency(request) || request.breakGlass?.outcome === 'RATIFIED')
    .toSorted((one, other) => decidedAt(other) - decidedAt(one))
  if (latest === undefined) return null
  const revoked = await every(reads, { ...of, states: ['REVOKED'] })
  return isTakenBack(latest, revoked) ? null : latest
}

/** Whether the request by which a version is brought back stands still, in the transaction that relies on it. */
export async function stillHolds(transaction: ApprovalTransaction, restored: Uid): Promise<boolean> {
  const request = await transaction.request(restored)
  if (request === null || (request.state !== 'COMPLETED' && request.state !== 'SUPERSEDED')) return false
  const { uid } = request.subject
  if (isTamperedSince(await transaction.tamperings(), { uid, at: decidedAt(request) })) return false
  return !isTakenBack(request, await transaction.onTarget(request.target.uid, ['REVOKED']))
}

/** Whether an approval of the same version on the same target that was given later, or at the same time, was revoked. */
function isTakenBack(request: ApprovalRequest, revoked: readonly ApprovalRequest[]): boolean {
  return revoked.some((each) => each.subject.uid === request.subject.uid && decidedAt(each) >= decidedAt(request))
}

function decidedAt({ decidedAt: at, createdAt }: ApprovalRequest): number {
  return at ?? createdAt
}

function every(reads: Pick<ApprovalReads, 'list'>, filter: RequestFilter): Promise<readonly ApprovalRequest[]> {
  return everyItem(
    (after: Uid | null) => reads.list(filter, { first: 100, after }),
    ({ uid }) => uid,
  )
}
