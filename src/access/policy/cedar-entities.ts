import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { Principal } from '../types.ts'
import { cedarUid, organization } from './entity-key.ts'
import type { Holdings } from './live-links.ts'
import { principalType } from './policy-model.ts'
import { organizationEntity } from './resource.ts'
import type { AttributeValue, Entity, EntityRef, Resource } from './types.ts'

/** A principal as a decision sees it. Inactive once its token has ended, which a long connection may outlive. */
export function principalEntity(principal: Principal, { roles, holds }: Holdings, now: number): Entity {
  const { tokenExpiresAt } = principal
  return {
    type: principalType(principal.kind),
    id: principal.id,
    attributes: {
      organization,
      active: tokenExpiresAt === null || tokenExpiresAt > now,
      clearance: principal.clearance,
      regions: principal.regions.toSorted(),
      holds,
    },
    parents: [...groupsOf(principal), ...roles.map((id): EntityRef => ({ type: 'Role', id })), organization],
  }
}

function groupsOf({ teams }: Principal): readonly EntityRef[] {
  return [...new Set(teams)].toSorted().map((id) => ({ type: 'Team', id }))
}

/**
 * The slice that Cedar decides on. Structured data all the way: no id and no attribute is ever put into a text that is
 * parsed as policy, so none can be read as anything else.
 */
export function cedarSlice(principal: Entity, { entity, ancestors }: Resource): EntityJson[] {
  const parents = principal.parents.map((ref): Entity => ({ ...ref, attributes: {}, parents: [] }))
  const slice = new Map<string, Entity>()
  // The same team may be the principal's and the resource's; the later one knows what it is in.
  for (const each of [...parents, organizationEntity, principal, ...ancestors, entity])
    slice.set(JSON.stringify([each.type, each.id]), each)
  return [...slice.values()].map(entityJson)
}

function entityJson({ type, id, attributes, parents }: Entity): EntityJson {
  return {
    uid: cedarUid({ type, id }),
    attrs: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, valueJson(value)])),
    parents: parents.map(cedarUid),
  }
}

function valueJson(value: AttributeValue): CedarValueJson {
  if (Array.isArray(value)) return value.map((item: string | EntityRef) => valueJson(item))
  if (typeof value !== 'object') return value
  // `Array.isArray` does not narrow a readonly array away; what is left names an entity.
  return { __entity: cedarUid(value as EntityRef) }
}
