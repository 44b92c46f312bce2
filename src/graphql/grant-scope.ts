import { refOf } from '../catalog/index.ts'
import { toGlobalId, type Uid } from '../kernel/ids.ts'
import type { GrantScopeView } from './access-service.ts'
import type { GraphContext } from './context.ts'

/** How the API names what a grant is on; null for the organisation. */
export function scopeGlobalId({ type, id }: GrantScopeView): string | null {
  if (type === 'Organization') return null
  return type === 'Model' || type === 'Experiment' || type === 'Dataset' ? toGlobalId(type, id) : id
}

/** Ref of the object that a grant is on; null for what has none, is gone, or the caller may not see. */
export async function scopeRef({ loaders }: GraphContext, { type, id }: GrantScopeView): Promise<string | null> {
  if (type !== 'Model' && type !== 'Experiment' && type !== 'Dataset') return null
  // The scope of a grant on an object holds its uid.
  const object = await loaders.byUid.load(id as Uid)
  return object === null || object.kind !== type ? null : refOf(object)
}
