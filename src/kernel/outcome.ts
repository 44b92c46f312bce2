import type { Problem } from './problem.ts'

/** What a command answers: its value, or the expected problem that refused it. */
export type Outcome<Value, P extends Problem = Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: P }

/** Wraps a value as a success. */
export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

/** Wraps an expected problem as a refusal. */
export function refuse<P extends Problem>(problem: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem }
}
