import type { Held, ViolationKind, ViolationSeverity } from './types.ts'

/** What a target was seen to hold. */
export type Sight =
  | { readonly kind: 'HOLDS'; readonly held: Held; readonly isApproved: boolean }
  /** `isExpectedThere` tells whether the version that it should hold is still in its tool. */
  | { readonly kind: 'NOTHING'; readonly isExpectedThere: boolean }
  | { readonly kind: 'NO_MODEL' }

/**
 * What is wrong with a target that should hold `expected`, null being nothing; null where all is well. A version is what it
 * is, not what it is called: one of the same number that is another is a name made again.
 */
export function judge(
  expected: Held | null,
  sight: Sight,
): Extract<
  ViolationKind,
  'ALIAS_MOVED_TO_APPROVED' | 'ALIAS_MOVED' | 'ALIAS_REMOVED' | 'VERSION_DELETED' | 'MODEL_DELETED' | 'NAME_RECREATED'
> | null {
  if (sight.kind === 'NO_MODEL') return expected === null ? null : 'MODEL_DELETED'
  if (sight.kind === 'NOTHING') {
    if (expected === null) return null
    return sight.isExpectedThere ? 'ALIAS_REMOVED' : 'VERSION_DELETED'
  }
  const { held, isApproved } = sight
  if (isSame(expected, held)) return null
  if (expected !== null && isMadeAgain(expected, held)) return 'NAME_RECREATED'
  return isApproved ? 'ALIAS_MOVED_TO_APPROVED' : 'ALIAS_MOVED'
}

/** Whether two places hold the same: the same version, or the same that is none. */
export function isSame(one: Held | null, other: Held | null): boolean {
  if (one === null || other === null) return one === other
  return one.version === other.version && (one.version !== null || one.ref === other.ref)
}

function isMadeAgain(expected: Held, held: Held): boolean {
  return expected.ref === held.ref || (expected.modelUid !== null && expected.modelUid !== held.modelUid)
}

/** How bad each kind is. */
export const severityOf: Readonly<Record<ViolationKind, ViolationSeverity>> = {
  ALIAS_MOVED_TO_APPROVED: 'MEDIUM',
  ALIAS_MOVED: 'HIGH',
  ALIAS_REMOVED: 'CRITICAL',
  VERSION_DELETED: 'CRITICAL',
  MODEL_DELETED: 'CRITICAL',
  NAME_RECREATED: 'HIGH',
  BYTES_CHANGED: 'CRITICAL',
  SERVED_OTHER: 'HIGH',
  SETTINGS_CHANGED: 'MEDIUM',
  RATIFICATION_OVERDUE: 'CRITICAL',
  EXCEPTION_EXPIRED: 'MEDIUM',
  UNAPPROVED_ENDPOINT: 'HIGH',
  // Nothing has been changed by it. Whoever uses it on a target opens a graver one.
  NATIVE_RIGHT_WIDER: 'MEDIUM',
}

/** Kinds that are mended by putting back what was approved. */
export const revertible: ReadonlySet<ViolationKind> = new Set([
  'ALIAS_MOVED_TO_APPROVED',
  'ALIAS_MOVED',
  'ALIAS_REMOVED',
  'SERVED_OTHER',
  'SETTINGS_CHANGED',
])
