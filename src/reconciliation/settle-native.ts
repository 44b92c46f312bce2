import { close, openNew } from './open-close.ts'
import type { DriftTransaction, GuardedModels } from './ports.ts'
import type { Violation } from './types.ts'
import { hasGrownBeyond, piecesOf, type RightHolder, type WiderExcess, type WiderRight } from './wider-right.ts'

/**
 * Settles what one holder has on the models of an environment. Answers the violation that is opened; null for none: the
 * same is open, or somebody let it stay and it has not grown since. What has grown ends the one that is open and opens
 * another, so that it is told of; what has shrunk is noted.
 */
export async function settleHolder(
  transaction: DriftTransaction,
  place: GuardedModels,
  { key, right }: { readonly key: string; readonly right: WiderRight },
): Promise<Violation | null> {
  const { drift, approvals } = transaction
  const open = await drift.open(key)
  const accepted = acceptedIn(open ?? (await drift.lastEnded(key)))
  if (!hasGrownBeyond(accepted, right)) {
    if (open !== null) await close(transaction, open, 'RESOLVED', 'ACCEPTED_BEFORE')
    return null
  }
  if (open?.native !== undefined && !hasGrownBeyond(piecesOf(open.native), right)) {
    const isSame = !hasGrownBeyond(piecesOf(right), open.native)
    const revision = isSame ? open.revision : open.revision + 1
    await drift.save({ ...open, native: { ...right, accepted }, lastSeenAt: approvals.now, revision })
    return null
  }
  if (open !== null) await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  return openRight(transaction, place, { key, right, accepted })
}

/** What somebody let stay, up to the violation of the holder that is open or ended last. */
function acceptedIn(last: Violation | null): readonly string[] {
  if (last?.native === undefined) return []
  return last.endedBy === null ? last.native.accepted : piecesOf(last.native)
}

function openRight(
  transaction: DriftTransaction,
  { source, environment, models }: GuardedModels,
  { key, right, accepted }: { readonly key: string; readonly right: WiderRight; readonly accepted: readonly string[] },
): Promise<Violation | null> {
  const example = right.excess.toSorted(widestFirst)[0]?.objects[0]
  const subject = models.find(({ uid }) => uid === example?.model) ?? null
  const target = { uid: null, source, environment, nativeRef: nameOf(right.holder), onDrift: 'ALERT' } as const
  const found = { kind: 'NATIVE_RIGHT_WIDER', key, observed: null, digest: null, lastGoodAt: null, subject } as const
  return openNew(transaction, { target, expected: null }, { ...found, native: { ...right, accepted } })
}

function widestFirst(one: WiderExcess, other: WiderExcess): number {
  return other.actions.length - one.actions.length
}

function nameOf({ kind, name }: RightHolder): string {
  return name === null ? kind.toLowerCase() : `${kind.toLowerCase()} ${name}`
}
