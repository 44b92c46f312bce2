import { z } from 'zod'

/** When to stop calling a source that does not answer, and when to try it again. */
const breakerLimits = z
  .strictObject({
    failures: z.int().min(1).max(1_000).default(6).describe('Failed calls in a row after which calls are refused'),
    coolDownMs: z.int().min(1).max(60_000).default(1_000).describe('Wait before the first trial call'),
    coolDownMsMax: z
      .int()
      .min(1)
      .max(600_000)
      .default(15_000)
      .describe('The wait doubles after each failed trial, up to this'),
  })
  .prefault({})

/**
 * What one source may cost the gateway. The key `limits` of each source in `modelwarden.yaml`, whatever its kind.
 * Every key has a default, so `{}` is complete.
 */
export const sourceLimits = z.strictObject({
  timeoutMs: z
    .int()
    .min(1)
    .max(600_000)
    .default(5_000)
    .describe('Deadline of one call, retries included; it may wait for its turn as long again'),
  concurrency: z
    .int()
    .min(1)
    .max(1_000)
    .default(16)
    .describe('Calls under way at once, a quarter of them for one request; more wait for their turn'),
  retries: z.int().min(0).max(2).default(2).describe('Further attempts of a call that is safe to repeat'),
  retryDelayMs: z
    .int()
    .min(0)
    .max(10_000)
    .default(100)
    .describe('Upper bound of the wait before the first retry; doubles'),
  bodyBytesMax: z
    .int()
    .min(1)
    .default(32 * 1024 * 1024)
    .describe('The largest answer that is read into memory'),
  breaker: breakerLimits,
})

/** Limits of one source with every default filled in. */
export type SourceLimits = z.output<typeof sourceLimits>
