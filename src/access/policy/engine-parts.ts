import type { Clock } from '../../kernel/clock.ts'

/** Where broken promises are told: an unknown action or type, a rule that could not be evaluated. */
export interface PolicyLog {
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What an engine runs on. */
export interface PolicyEngineParts {
  readonly clock: Clock
  readonly log: PolicyLog
  /** Characters of keys that remembered decisions may take; 0 remembers none. Default 8 million, some 20 MB. */
  readonly memoCharsMax?: number
}
