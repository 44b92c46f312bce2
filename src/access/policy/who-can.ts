import type { Grant, Principal } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import type { PolicySnapshot, Question } from './types.ts'

/** Somebody who may, and why. */
export interface Ability {
  readonly principal: Principal
  /** See `Decision.policyIds`. */
  readonly policyIds: readonly string[]
  /** The grants among the rules that decided. */
  readonly grants: readonly Grant[]
}

/**
 * Which of these principals may do something, in the order given, each with the rules that let them. With a snapshot of
 * a moment of the past it is what was so then. Needs an engine that is ready.
 */
export function whoCan(
  engine: PolicyEngine,
  snapshot: PolicySnapshot,
  { principals, ...question }: Omit<Question, 'principal'> & { readonly principals: readonly Principal[] },
): readonly Ability[] {
  return principals.flatMap((principal) => {
    const { allowed, policyIds } = engine.decide(snapshot, { ...question, principal })
    if (!allowed) return []
    return [{ principal, policyIds, grants: snapshot.grants.filter(({ id }) => policyIds.includes(`grant:${id}`)) }]
  })
}
