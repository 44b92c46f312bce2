import { toGlobalId, type Uid } from '../kernel/ids.ts'
import { isEmergency } from './emergency.ts'
import type { ApprovalRequest, Blocker } from './types.ts'

/** That the files of a version that was approved were found changed in place. */
export interface Tampering {
  readonly violation: Uid
  readonly version: Uid
  /** The target that was to stand for it. */
  readonly target: Uid | null
  readonly seenAt: number
  /** Whether nobody has settled it yet. */
  readonly isOpen: boolean
}

/**
 * What keeps a request from being carried out since files were changed in place: on a target that stood for them nothing is
 * until somebody has settled it. Broken glass goes through to any version but one whose files were changed, wherever.
 */
export function frozenBy(
  tamperings: readonly Tampering[],
  request: Pick<ApprovalRequest, 'target' | 'subject' | 'breakGlass'>,
): readonly Blocker[] {
  const { target, subject } = request
  const open = tamperings.filter(({ isOpen }) => isOpen)
  const found = isEmergency(request)
    ? open.find(({ version }) => version === subject.uid)
    : open.find((each) => each.target === target.uid)
  if (found === undefined) return []
  const message =
    'Files of an approved version were changed in place. Nothing is carried out until somebody has settled it by resolveViolation.'
  return [{ code: 'TARGET_FROZEN', message, subject: toGlobalId('Violation', found.violation) }]
}

/** Whether files of a version were found changed at or after a moment: what was approved before that counts no more, whatever they are now. */
export function isTamperedSince(
  tamperings: readonly Tampering[],
  { uid, at }: { readonly uid: Uid; readonly at: number },
): boolean {
  return tamperings.some(({ version, seenAt }) => version === uid && seenAt >= at)
}
