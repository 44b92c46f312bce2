import type { NativeKind } from '../connector/native-rights.ts'
import type { Uid } from '../kernel/ids.ts'

/**
 * Whom a tool gives a right to: whoever comes in, whoever has a role, or one account. It is where the right would be taken
 * away, so that a role of thousands is one finding and not thousands.
 */
export interface RightHolder {
  readonly kind: 'EVERYBODY' | 'ROLE' | 'ACCOUNT'
  /** As the tool names it; null for everybody. */
  readonly name: string | null
  /** Workspace of the tool that the role, or what everybody has, is of; null for all, and for an account. */
  readonly workspace: string | null
}

/** An object that a right reaches, with its model, which may be itself. */
export interface ReachedObject {
  readonly uid: Uid
  readonly model: Uid
}

/** What a right gives and the policy refuses, on objects of one kind. */
export interface WiderExcess {
  readonly kind: NativeKind
  readonly actions: readonly string[]
  /** Whether the right is for all models there are, and not for single ones. */
  readonly isOnAll: boolean
  /** Models; of versions one for each way in which those of a model are decided. */
  readonly objects: readonly ReachedObject[]
}

/** A right that a tool gives by itself, and wider than the policy. */
export interface WiderRight {
  readonly holder: RightHolder
  /** Who has it and should not, as the tool names them; of everybody nobody is named. */
  readonly accounts: readonly string[]
  readonly excess: readonly WiderExcess[]
}

/**
 * What a right comes to, piece by piece. A right for all models is not told apart by models: it grows by what it allows, and
 * not by every model that comes to be protected.
 */
export function piecesOf({ accounts, excess }: WiderRight): readonly string[] {
  const pieces = excess.flatMap(({ kind, actions, isOnAll, objects }) =>
    actions.flatMap((action) =>
      isOnAll ? JSON.stringify([kind, action]) : objects.map(({ model }) => JSON.stringify([kind, action, model])),
    ),
  )
  return [...new Set([...pieces, ...accounts.map((account) => JSON.stringify([account]))])].toSorted()
}

/** Whether a right gives anything beside these pieces. */
export function hasGrownBeyond(pieces: readonly string[], now: WiderRight): boolean {
  const known = new Set(pieces)
  return piecesOf(now).some((piece) => !known.has(piece))
}

/** Models that a right reaches, each once. */
export function modelsOf({ excess }: Pick<WiderRight, 'excess'>): readonly Uid[] {
  return [...new Set(excess.flatMap(({ objects }) => objects.map(({ model }) => model)))]
}
