import type { Outcome } from '../kernel/outcome.ts'
import { faultOf, type ProblemCode } from '../kernel/problem.ts'

/** One refusal in a payload, with a code of the mutation's own list. */
export interface UserError<Code> {
  readonly code: Code
  readonly message: string
  readonly field: readonly string[] | null
}

/** The refusals of a payload; empty when there are none. */
export interface UserErrors<Code> {
  readonly userErrors: readonly UserError<Code>[]
}

/** How a mutation shows its outcome. */
export interface PayloadShape<Value, Code extends ProblemCode, Shown> {
  /** Codes that the mutation's own enum has; any other refusal is an error of the request. */
  readonly codes: readonly Code[]
  readonly show: (value: Value) => Shown
}

/** The payload of a mutation: its result, or the refusals in `userErrors`. */
export function payload<Value, Code extends ProblemCode, Shown>(
  outcome: Outcome<Value>,
  { codes, show }: PayloadShape<Value, Code, Shown>,
): (Shown & UserErrors<Code>) | UserErrors<Code> {
  if (outcome.ok) return { ...show(outcome.value), userErrors: [] }
  const { message, field } = outcome.problem
  const code = codes.find((candidate) => candidate === outcome.problem.code)
  if (code === undefined) throw faultOf(outcome.problem)
  return { userErrors: [{ code, message, field: field ?? null }] }
}

/** Goes on with what was read of an input, unless reading refused. */
export async function whenRead<Read, Value>(
  read: Outcome<Read>,
  work: (value: Read) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return read.ok ? work(read.value) : read
}
