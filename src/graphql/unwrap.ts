import type { Outcome } from '../kernel/outcome.ts'
import { faultOf } from '../kernel/problem.ts'

/** The value of an outcome; a refusal is thrown as the fault that carries its code, which nulls the field. */
export function unwrap<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value
  throw faultOf(outcome.problem)
}
