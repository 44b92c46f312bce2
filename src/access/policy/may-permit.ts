import type { Asked } from './asked.ts'
import { speaksOfAction, speaksOfType } from './speaks-of.ts'
import type { EntityRef, EntityType } from './types.ts'

/** Objects of a type in a source, those that nobody has read yet among them. */
export interface ObjectsOfType {
  readonly type: EntityType
  readonly source: string
}

/**
 * Whether any rule could permit a question about some object like that. On the side of yes: attributes, conditions and
 * rules that forbid are not looked at. Where it is no, every decision is no.
 */
export function mayPermit(asked: Asked, wanted: ObjectsOfType): boolean {
  const { snapshot, facts, isInScope, holdings, principal } = asked
  if (!isInScope || !facts.principals.has(principal.type) || !facts.resources.has(wanted.type)) return false
  const names = new Set([asked.action, ...facts.groups])
  const isByRole = holdings.links.some(({ role, resource }) => {
    const template = snapshot.templates.get(role)
    return template !== undefined && speaksOfAction(template, names) && mayHold(resource, wanted)
  })
  const isByRule = () =>
    snapshot.policies.some(
      (policy) => policy.effect === 'permit' && speaksOfAction(policy, names) && speaksOfType(policy, wanted.type),
    )
  return isByRole || isByRule()
}

const typesIn: Readonly<Partial<Record<EntityType, readonly EntityType[]>>> = {
  Environment: ['Deployment'],
  Model: ['Model', 'ModelVersion'],
  Experiment: ['Experiment', 'Run', 'LoggedModel'],
  Dataset: ['Dataset', 'DataVersion'],
}

/** Whether such an object may be in what a role was granted on. */
function mayHold(scope: EntityRef, { type, source }: ObjectsOfType): boolean {
  if (scope.type === 'Source') return scope.id === source
  if (scope.type === 'Organization' || scope.type === 'Team') return true
  return scope.type === type || typesIn[scope.type]?.includes(type) === true
}
