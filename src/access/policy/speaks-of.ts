import { plainType } from './entity-key.ts'
import type { CompiledPolicy, EntityType } from './types.ts'

/** Whether the head of a policy speaks of one of these actions or groups. What is not understood does. */
export function speaksOfAction({ json: { action } }: CompiledPolicy, names: ReadonlySet<string>): boolean {
  const named = actionsIn(action)
  return named.length === 0 || named.some((name) => names.has(name))
}

/** Whether the head of a policy may speak of resources of a type. What is not understood does. */
export function speaksOfType({ json: { resource } }: CompiledPolicy, type: EntityType): boolean {
  const named = resource !== null && typeof resource === 'object' && 'entity_type' in resource && resource.entity_type
  return typeof named !== 'string' || plainType(named) === type
}

function actionsIn(part: unknown): readonly string[] {
  if (part === null || typeof part !== 'object') return []
  if (Array.isArray(part)) return part.flatMap(actionsIn)
  if ('type' in part && 'id' in part && typeof part.type === 'string' && typeof part.id === 'string')
    return plainType(part.type) === 'Action' ? [part.id] : []
  return Object.values(part).flatMap(actionsIn)
}
