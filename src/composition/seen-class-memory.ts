import { LRUCache } from 'lru-cache'
import type { AccessClass } from '../catalog/types.ts'

/** Those of some classes that a caller sees, and whether asking again would tell the same. */
export interface DecidedClasses {
  readonly seen: readonly AccessClass[]
  /** False when a decision failed, or the rights of the caller were others before it than after. */
  readonly isSettled: boolean
}

/** Which classes callers see, so that no request decides all of them again that the one before has decided. */
export interface SeenClassMemory {
  /** `rights` is equal for callers of whom everything is decided alike. Decides where that is not known of these very classes. */
  of(rights: string, classes: readonly AccessClass[], decide: () => DecidedClasses): readonly AccessClass[]
}

/** Kinds of callers that are remembered; the one asked for least recently is forgotten first. */
const callersMax = 256

/** Makes a memory of the last answer for each kind of caller. */
export function createSeenClassMemory(): SeenClassMemory {
  const known = new LRUCache<
    string,
    { readonly classes: readonly AccessClass[]; readonly seen: readonly AccessClass[] }
  >({ max: callersMax })
  return {
    of(rights, classes, decide) {
      const before = known.get(rights)
      if (before !== undefined && isSame(before.classes, classes)) return before.seen
      const { seen, isSettled } = decide()
      if (isSettled) known.set(rights, { classes, seen })
      return seen
    },
  }
}

/** Classes never change, and a store reads each once: another object is another class, or worth deciding anew. */
function isSame(before: readonly AccessClass[], classes: readonly AccessClass[]): boolean {
  return before.length === classes.length && before.every((each, at) => each === classes[at])
}
