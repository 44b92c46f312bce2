import {
  type Action,
  abilityOf,
  actions as allActions,
  type PolicyEngine,
  type Resource,
  type ViewerAbility,
} from '../access/index.ts'
import type { AbilityQuestion } from '../graphql/access-service.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { CallerView } from './caller-views.ts'

/**
 * What a caller may do with one thing. Actions that go by an alias or an environment are asked with the one that is given,
 * else with one that no rule names. Throws a BAD_USER_INPUT fault for what is no action, or none of this type.
 */
export function viewerCan(
  engine: PolicyEngine,
  view: CallerView,
  resource: Resource,
  { actions, context }: AbilityQuestion,
): readonly ViewerAbility[] {
  const { type } = resource.entity
  const possible = engine.actionsFor(type)
  return (actions ?? possible).map((name) => {
    const action = possible.find((candidate) => candidate === name)
    if (action === undefined) throw faultOf(noSuchAction(name, type))
    const decision = view.decide(action, resource, contextFor(action, context))
    return abilityOf(engine, decision, { principal: view.principal, action, resource })
  })
}

/** There is no such action, or it is not asked of this type. */
export function noSuchAction(name: string, type: string) {
  const isKnown = allActions.some((action) => action === name)
  const message = isKnown
    ? `\`${name}\` is not asked of a ${type}.`
    : 'There is no such action; the policy names them like `model:read`.'
  return problem('BAD_USER_INPUT', message, { field: ['action'] })
}

/** No rule names it. */
const unnamed = '\u{10FFFF}'

/** What an action is asked with. */
export function contextFor(action: Action, given: AbilityQuestion['context']) {
  const { alias = unnamed, environment = { name: unnamed, isProtected: false }, purpose } = given
  const always = purpose === undefined ? {} : { purpose }
  if (action === 'alias:set') return { ...always, alias }
  if (action === 'evidence:attest') return { ...always, gate: unnamed }
  if (action !== 'version:deploy') return always
  return { ...always, environment: environment.name, protected: environment.isProtected }
}
