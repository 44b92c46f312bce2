import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Copies, Flights, LineageBasis, LineageChanges } from './cache-ports.ts'
import type { LineageIndex } from './index-ports.ts'
import { RecordedIndex, type Skeleton } from './recorded-index.ts'

/** A question that is walked over the index. What its walks read is shared by all who ask the same, whoever they are. */
export interface SkeletonQuestion {
  /** Every argument of the walk, where it begins among them, with what was left out filled in. */
  readonly arguments: { readonly [name: string]: JsonValue | undefined }
  /** Whether what is out of date will do while it is read anew. */
  readonly mayBeStale: boolean
}

/** What a walk found, and what that follows from. */
export interface Walked<Value> {
  readonly value: Value
  /** Null for what is out of date. */
  readonly basis: LineageBasis | null
  readonly state: 'HIT' | 'MISS' | 'STALE'
  /** How long ago the first of it was read. */
  readonly ageMs: number
}

/** Walks over the index that read only what no walk like them has read before. */
export interface Skeletons {
  /**
   * Runs a walk. It may be run a second time, after it was answered, to renew what was out of date. `signal` ends waiting
   * for another replica that makes the same walk. Throws what the walk throws, and the store's `Fault`.
   */
  over<Value>(
    question: SkeletonQuestion,
    walk: (index: LineageIndex) => Promise<Value>,
    signal: AbortSignal,
  ): Promise<Walked<Value>>
}

/** What skeletons are kept with. */
export interface SkeletonParts {
  readonly index: LineageIndex
  readonly changes: LineageChanges
  readonly copies: Copies<Skeleton>
  readonly flights: Flights
  readonly clock: Clock
  /** Told how each walk went. */
  readonly observe: (state: Walked<unknown>['state'], ageMs: number) => void
  /** Told when renewing something failed; the next question finds it out of date still. */
  readonly onRenewalFailed: (error: unknown) => void
}

/** What was found of a skeleton: up to which change it is right, null when it is out of date. */
interface Found {
  readonly skeleton: Skeleton
  readonly sequence: number | null
}

/** Makes skeletons. */
export function createSkeletons(parts: SkeletonParts): Skeletons {
  const { index, changes, copies, flights, clock, observe } = parts
  const look = async (key: string): Promise<Found | null> => {
    const skeleton = await copies.get(key)
    if (skeleton === null) return null
    const sequence = await changes.vouchedTo({ sequence: skeleton.sequence, keys: skeleton.dependsOn })
    // So that the next look need not look that far back.
    if (sequence !== null) skeleton.sequence = sequence
    return { skeleton, sequence }
  }
  return {
    async over(question, walk, signal) {
      const key = keyOf(question)
      const run = async (before: Skeleton | null, sequence: number | null) => {
        const isStale = sequence === null
        const recorded = new RecordedIndex(index, { before, isStale })
        const value = await walk(recorded)
        const now = clock.now()
        if (sequence !== null && recorded.hasRead) await copies.set(key, recorded.skeleton(sequence, now))
        const state = isStale ? 'STALE' : recorded.hasRead ? 'MISS' : 'HIT'
        const ageMs = state === 'MISS' || before === null ? 0 : Math.max(0, now - before.madeAt)
        return { value, basis: isStale ? null : { sequence, keys: recorded.used }, state, ageMs } as const
      }
      const runKnown = async () => {
        const found = await look(key)
        return found === null || found.sequence === null ? null : run(found.skeleton, found.sequence)
      }
      const runAnew = () =>
        flights.join(key, { find: runKnown, make: async () => run(null, await changes.head()), signal })
      const found = await look(key)
      const isOutdated = found !== null && found.sequence === null
      if (isOutdated && question.mayBeStale) runAnew().catch(parts.onRenewalFailed)
      const isKnown = found !== null && (!isOutdated || question.mayBeStale)
      const walked = isKnown ? await run(found.skeleton, found.sequence) : await runAnew()
      observe(walked.state, walked.ageMs)
      return walked
    },
  }
}

/** Another form of skeletons needs another number. */
const formVersion = 3

function keyOf({ arguments: given }: SkeletonQuestion): string {
  return createHash('sha256')
    .update(canonicalJson([formVersion, given]))
    .digest('base64url')
}
