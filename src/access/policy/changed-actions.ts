import type { Action } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import { speaksOfAction } from './speaks-of.ts'
import type { CompiledPolicy, PolicySnapshot } from './types.ts'

/** An engine that knows only the actions on which two sets of policies can differ. Pure. */
export function onlyChangedActions(
  engine: PolicyEngine,
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
): PolicyEngine {
  const changed = changedPolicies(policiesOf(before), policiesOf(after))
  const isChanged = (action: Action) => {
    const names = new Set([action, ...engine.groupsOf(action)])
    return changed.some((policy) => speaksOfAction(policy, names))
  }
  return { ...engine, actionsFor: (type) => engine.actionsFor(type).filter(isChanged) }
}

function policiesOf({ policies, templates }: PolicySnapshot): ReadonlyMap<string, CompiledPolicy> {
  return new Map([...policies, ...templates.values()].map((policy) => [policy.id, policy]))
}

function changedPolicies(
  before: ReadonlyMap<string, CompiledPolicy>,
  after: ReadonlyMap<string, CompiledPolicy>,
): readonly CompiledPolicy[] {
  const isOnlyIn = (other: ReadonlyMap<string, CompiledPolicy>) => (policy: CompiledPolicy) =>
    other.get(policy.id)?.text !== policy.text
  return [...[...before.values()].filter(isOnlyIn(after)), ...[...after.values()].filter(isOnlyIn(before))]
}
