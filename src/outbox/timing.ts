import type { Backoff } from '../kernel/full-jitter.ts'

/** How patient the outbox is; times in milliseconds. */
export interface OutboxTiming {
  /** Whoever missed the doorbell looks by itself this often. */
  readonly pollMs: number
  /** The lease is renewed this often; a third of it, so that one that fails does not lose it. */
  readonly heartbeatMs: number
  /** An effect fails for good after so many attempts. */
  readonly attemptsMax: number
  readonly backoff: Backoff
  /** Waits between looks at whether a tool shows what it took; after the last one, it is tried again. */
  readonly showDelaysMs: readonly number[]
  /** Plans that one worker carries out side by side: a tool that is away must not hold up the others. */
  readonly plansMax: number
}

/** What the gateway runs with. */
export const outboxTiming: OutboxTiming = {
  pollMs: 2_000,
  heartbeatMs: 10_000,
  attemptsMax: 10,
  backoff: { baseMs: 2_000, maxMs: 300_000 },
  showDelaysMs: [100, 200, 500, 1_000, 2_000, 4_000, 8_000, 14_000],
  plansMax: 4,
}
