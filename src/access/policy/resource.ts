import { entityKey, organization, singletons } from './entity-key.ts'
import type { Entity, EntityType, Resource } from './types.ts'

/** Types that are one object of a tool each. Of everything else there are few, so a decision may always know which. */
const individualTypes: ReadonlySet<EntityType> = new Set<EntityType>([
  'Model',
  'ModelVersion',
  'Experiment',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
  'Deployment',
  'Job',
  'ApprovalRequest',
])

/** The organisation as an ancestor. */
export const organizationEntity: Entity = { ...organization, attributes: {}, parents: [] }

/** A resource from its entity and everything it is in, to the organisation. A missing ancestor makes the decision a deny. */
export function createResource(entity: Entity, ancestors: readonly Entity[]): Resource {
  return {
    entity,
    ancestors,
    classKey: classKeyOf(entity, ancestors),
    individuals: [entity, ...ancestors].filter(({ type }) => individualTypes.has(type)).map(entityKey),
  }
}

/** See {@link Resource.classKey}. No policy reads an ancestor's attributes, so its place is all that counts of it. */
export function classKeyOf(entity: Entity, ancestors: readonly Entity[]): string {
  const kept = ({ type, id }: Entity) => (individualTypes.has(type) ? [type] : [type, id])
  return JSON.stringify([kept(entity), entity.attributes, ...ancestors.map(kept)])
}

/** The organisation, its audit log or its policies. */
export function singletonResource(type: keyof typeof singletons): Resource {
  if (type === 'Organization') return createResource(organizationEntity, [])
  return createResource({ ...singletons[type], attributes: {}, parents: [organization] }, [organizationEntity])
}

/** A source by its configured id, or a team by its name. */
export function containerResource(type: 'Source' | 'Team', id: string): Resource {
  return createResource(containerEntity(type, id), [organizationEntity])
}

/** A source or team as an ancestor. */
export function containerEntity(type: 'Source' | 'Team', id: string): Entity {
  return { type, id, attributes: {}, parents: [organization] }
}

/** What decisions see of an environment. */
export interface EnvironmentFacts {
  readonly name: string
  readonly rank: number
  readonly isProtected: boolean
}

/** An environment, which policies and grants name by its name. */
export function environmentResource(environment: EnvironmentFacts): Resource {
  return createResource(environmentEntity(environment), [organizationEntity])
}

/** An environment as an ancestor. */
export function environmentEntity({ name, rank, isProtected }: EnvironmentFacts): Entity {
  return {
    type: 'Environment',
    id: name,
    attributes: { protected: isProtected, rank },
    parents: [organization],
  }
}
