import type { TargetState } from '../approvals/index.ts'
import type { Expected } from './expected.ts'
import type { Sight } from './judge.ts'
import type { Observation, WatchedTarget } from './ports.ts'

/** What was seen of a target, and what was known when it was looked at. */
export interface Look {
  readonly target: WatchedTarget
  readonly state: TargetState
  readonly expected: Expected | null
  readonly seen: Observation
  /** Null where it could not be seen. */
  readonly sight: Sight | null
  /** The files of what it should hold, where they were hashed; null where they were not, or could not be read. */
  readonly digest: string | null
  readonly hasHashed: boolean
}

/** States of requests in which the gateway itself is changing a target. */
export const changingStates = ['EXECUTING', 'COMPENSATING'] as const
