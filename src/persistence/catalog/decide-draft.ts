import type { Uid } from '../../kernel/ids.ts'
import type { Draft } from './draft.ts'

/** What the mirror holds under a draft's name. */
export interface KnownObject {
  readonly uid: Uid
  readonly nativeCreatedAt: number | null
  readonly parentUid: Uid | null
  readonly observedAt: number
  readonly contentHash: string
  readonly accessClass: string
}

/** What becomes of a draft. `replaces` is the object of the same name that is no longer it. */
export type Decision =
  | { readonly kind: 'CREATE' | 'REVIVE' | 'UPDATE' | 'TOUCH'; readonly uid: Uid; readonly replaces: Uid | null }
  | { readonly kind: 'DELETE'; readonly uid: Uid; readonly replaces: null }
  | { readonly kind: 'IGNORE'; readonly uid: Uid | null; readonly replaces: null }

/** What a decision rests on. */
export interface DraftSituation {
  readonly draft: Draft
  readonly hash: string
  readonly parentUid: Uid | null
  /** When the tool was read for the draft. */
  readonly observedAt: number
  /** The object that has the name now. */
  readonly live: KnownObject | null
  /** Deleted objects that had the name, the last deleted first. */
  readonly deleted: readonly KnownObject[]
  readonly mint: () => Uid
}

/**
 * Decides by identity first: source, workspace, name and creation time. A deleted object that the tool shows again is the
 * same object. A record older than what the mirror holds changes nothing, because reads may overtake each other.
 */
export function decideDraft(situation: DraftSituation): Decision {
  const { draft, live, observedAt } = situation
  if (draft.isDeleted) return decideDeleted(situation)
  if (live === null) return appear(situation, null)
  if (draft.isPlaceholder) return { kind: 'TOUCH', uid: live.uid, replaces: null }
  const isStale = observedAt < live.observedAt && live.contentHash !== ''
  if (isAnother(live, draft)) return isStale ? ignore(live) : appear(situation, live.uid)
  if (isStale) return { kind: 'TOUCH', uid: live.uid, replaces: null }
  const isSame = live.contentHash === situation.hash && live.parentUid === situation.parentUid
  return { kind: isSame ? 'TOUCH' : 'UPDATE', uid: live.uid, replaces: null }
}

function decideDeleted({ draft, live, observedAt }: DraftSituation): Decision {
  if (live === null || isAnother(live, draft) || observedAt < live.observedAt) return ignore(live)
  return { kind: 'DELETE', uid: live.uid, replaces: null }
}

function ignore(live: KnownObject | null): Decision {
  return { kind: 'IGNORE', uid: live?.uid ?? null, replaces: null }
}

function appear({ draft, deleted, mint }: DraftSituation, replaces: Uid | null): Decision {
  const before = deleted.find(({ nativeCreatedAt }) => nativeCreatedAt === draft.nativeCreatedAt)
  return before === undefined
    ? { kind: 'CREATE', uid: mint(), replaces }
    : { kind: 'REVIVE', uid: before.uid, replaces }
}

function isAnother(live: KnownObject, { nativeCreatedAt }: Draft): boolean {
  return live.nativeCreatedAt !== null && nativeCreatedAt !== null && live.nativeCreatedAt !== nativeCreatedAt
}
