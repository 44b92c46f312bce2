import { invariant } from '../../kernel/invariant.ts'
import type { Action, PrincipalKind } from '../types.ts'
import type { Cedar } from './cedar.ts'
import { plainType } from './entity-key.ts'
import { policySchema } from './packaged.ts'
import type { EntityType } from './types.ts'

/** What an action is for, by the schema. */
export interface ActionFacts {
  readonly principals: ReadonlySet<EntityType>
  readonly resources: ReadonlySet<EntityType>
  /** Keys of its context. */
  readonly context: ReadonlySet<string>
  /** Groups it is in, and theirs: roles, `Read`, `Write`. */
  readonly groups: ReadonlySet<string>
}

/** The schema, read. */
export interface PolicyModel {
  readonly schemaText: string
  readonly actions: ReadonlyMap<string, ActionFacts>
}

/** Type of a principal's entity. */
export function principalType(kind: PrincipalKind): 'User' | 'ServiceAccount' {
  return kind === 'USER' ? 'User' : 'ServiceAccount'
}

/** Reads `policies/model.cedarschema`. The package's own file: what is wrong with it is a broken promise of the code. */
export function readPolicyModel(cedar: Cedar): PolicyModel {
  const { text } = policySchema()
  const answer = cedar.schemaToJsonWithResolvedTypes(text)
  invariant(answer.type === 'success', 'the policy schema of the package cannot be read')
  const gov = answer.json['Gov']
  invariant(gov !== undefined, 'the policy schema of the package has no namespace Gov')
  const groupsOf = (action: string): string[] =>
    (gov.actions[action]?.memberOf ?? []).flatMap(({ id }) => [id, ...groupsOf(id)])
  const actions = Object.entries(gov.actions).flatMap(([name, { appliesTo }]): [string, ActionFacts][] => {
    if (appliesTo === undefined || appliesTo.resourceTypes.length === 0) return []
    const facts = {
      principals: typesOf(appliesTo.principalTypes),
      resources: typesOf(appliesTo.resourceTypes),
      context: new Set(contextKeys(appliesTo.context, gov.commonTypes ?? {})),
      groups: new Set(groupsOf(name)),
    }
    return [[name, facts]]
  })
  return { schemaText: text, actions: new Map(actions) }
}

function typesOf(names: readonly string[]): ReadonlySet<EntityType> {
  // A test compares the schema's types with `EntityType`.
  return new Set(names.map((name) => plainType(name) as EntityType))
}

function contextKeys(context: unknown, named: Readonly<Record<string, unknown>>): readonly string[] {
  if (context === null || typeof context !== 'object') return []
  if ('attributes' in context && context.attributes !== null && typeof context.attributes === 'object')
    return Object.keys(context.attributes)
  const name = 'type' in context && typeof context.type === 'string' ? context.type : ''
  return Object.hasOwn(named, plainType(name)) ? contextKeys(named[plainType(name)], named) : []
}

/** Actions of {@link PolicyModel} that may be asked of a resource type. */
export function actionsFor(model: PolicyModel, resource: EntityType): readonly Action[] {
  // A test compares the schema's actions with `Action`.
  return [...model.actions].flatMap(([name, facts]) => (facts.resources.has(resource) ? [name as Action] : []))
}
