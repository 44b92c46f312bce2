import { type ApprovalRequest, activeStates, type RequestState, type TargetChange } from '../approvals/index.ts'
import type { StagedFiles } from '../connector/effects.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ServedTarget } from './ports.ts'

/** A copy that a request had made, or would have. */
export interface RequestedCopy {
  readonly place: StagedFiles
  readonly version: Uid
}

/** What is known of a target. */
export interface TargetHistory {
  readonly target: ServedTarget
  /** Every request on it. */
  readonly requests: readonly ApprovalRequest[]
  /** Completed changes, the newest first. */
  readonly changes: readonly TargetChange[]
  /** Version that going back would bring; null for none. */
  readonly former: Uid | null
}

/** The copy of a request on a deployment; null where it has none there. */
export function copyOfRequest(
  { plan, subject }: Pick<ApprovalRequest, 'plan' | 'subject'>,
  { source, deployment }: Pick<ServedTarget, 'source' | 'deployment'>,
): RequestedCopy | null {
  for (const step of plan.steps)
    if (step.source === source && step.place.kind === 'STAGED_FILES' && step.place.deployment === deployment)
      return { place: step.place, version: subject.uid }
  return null
}

/** Copies that the gateway itself has a use for: of open requests, of the last versions, and of the one to go back to. */
export function neededCopies(
  { target, requests, changes, former }: TargetHistory,
  keep: number,
): readonly RequestedCopy[] {
  const states: readonly RequestState[] = activeStates
  const last = new Set(
    changes
      .flatMap(({ version }) => version ?? [])
      .filter(isFirst)
      .slice(0, Math.max(keep, 1)),
  )
  const desired = changes[0]?.request
  return requests
    .filter(({ uid, state, subject }) => {
      const isLast = last.has(subject.uid) || subject.uid === former
      return uid === desired || isLast || states.includes(state)
    })
    .flatMap((request) => copyOfRequest(request, target) ?? [])
}

/** Copies that requests had made and that none of these needs. Of one version or of the same bytes is the same copy here: some tools name copies by one, some by the other. */
export function oldCopies(
  { target, requests }: TargetHistory,
  needed: readonly RequestedCopy[],
): readonly RequestedCopy[] {
  const made = requests.flatMap((request) => copyOfRequest(request, target) ?? [])
  return made
    .filter((copy, index) => made.findIndex((each) => isOneCopy(each, copy)) === index)
    .filter((copy) => !isNeeded(copy, needed))
}

/** Whether a copy is, or may be, one of these. */
export function isNeeded(copy: RequestedCopy, needed: readonly RequestedCopy[]): boolean {
  const { digest, version } = copy.place
  return needed.some(({ place }) => place.digest === digest || place.version === version)
}

function isOneCopy({ place: one }: RequestedCopy, { place: other }: RequestedCopy): boolean {
  return one.digest === other.digest && one.version === other.version && one.model === other.model
}

function isFirst<Item>(item: Item, index: number, all: readonly Item[]): boolean {
  return all.indexOf(item) === index
}
