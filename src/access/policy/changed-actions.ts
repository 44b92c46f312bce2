import type { Action } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import { plainType } from './entity-key.ts'
import type { CompiledPolicy, PolicySnapshot } from './types.ts'

/** An engine that knows only the actions on which two sets of policies can differ. Pure. */
export function onlyChangedActions(
  engine: PolicyEngine,
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
): PolicyEngine {
  const changed = changedPolicies(policiesOf(before), policiesOf(after))
  const isChanged = (action: Action) => {
    const names = new Set([action, ...engine.groupsOf(action)])
    return changed.some((policy) => mayCover(policy, names))
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

/** Whether the head of a policy speaks of one of these actions or groups. What is not understood does. */
function mayCover({ json: { action } }: CompiledPolicy, names: ReadonlySet<string>): boolean {
  const named = entitiesIn(action)
  return named.length === 0 || named.some((name) => names.has(name))
}

function entitiesIn(part: unknown): readonly string[] {
  if (part === null || typeof part !== 'object') return []
  if (Array.isArray(part)) return part.flatMap(entitiesIn)
  if ('type' in part && 'id' in part && typeof part.type === 'string' && typeof part.id === 'string')
    return plainType(part.type) === 'Action' ? [part.id] : []
  return Object.values(part).flatMap(entitiesIn)
}
