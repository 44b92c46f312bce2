import { noToken } from '../identity/no-token.ts'
import { comparedTexts, unheardOf } from '../policy/compared-texts.ts'
import type { PolicyEngine } from '../policy/engine.ts'
import { entityKey } from '../policy/entity-key.ts'
import { principalType } from '../policy/policy-model.ts'
import type { DecisionContext, PolicySnapshot, Resource } from '../policy/types.ts'
import type { Action, Principal } from '../types.ts'

/** Somebody, by the ways in which they can come in: whoever may do something in one of them may do it. */
export interface Somebody {
  readonly snapshot: PolicySnapshot
  readonly ways: readonly Principal[]
  /** See {@link askedAliases}. */
  readonly aliases: readonly string[]
}

/** Aliases that rules tell apart: each that one names, and one that stands for all others. */
export function askedAliases({ policies }: PolicySnapshot): readonly string[] {
  return [unheardOf, ...comparedTexts(policies, 'alias')]
}

/** Somebody who has an account with a tool, and of whom nothing is known here: no role, no team, no clearance. */
export const stranger: Principal = {
  id: '',
  kind: 'USER',
  name: '',
  roles: [],
  teams: [],
  clearance: 0,
  regions: [],
  ...noToken,
}

/**
 * The same without an id, where no rule and no grant goes by it: then whoever is like this one is decided with them, once
 * for all.
 */
export function withoutName({ named, grants }: PolicySnapshot, principal: Principal): Principal {
  const { id, kind } = principal
  const isNamed =
    named.has(entityKey({ type: principalType(kind), id })) || grants.some(({ holder }) => holder.id === id)
  return isNamed ? principal : { ...principal, id: stranger.id }
}

/**
 * Those of the actions that our policy refuses somebody on a resource, for no stated purpose. What goes by an alias is
 * refused when it is for any alias that a rule names, or for all others.
 */
export function refusedActions(
  engine: Pick<PolicyEngine, 'decide'>,
  { snapshot, ways, aliases }: Somebody,
  { actions, resource }: { readonly actions: readonly Action[]; readonly resource: Resource },
): readonly Action[] {
  const contexts = (action: Action): readonly DecisionContext[] =>
    action === 'alias:set' ? aliases.map((alias) => ({ alias })) : [{}]
  return actions.filter((action) =>
    contexts(action).some(
      (context) => !ways.some((principal) => engine.decide(snapshot, { principal, action, resource, context }).allowed),
    ),
  )
}
