import { type Role, roles } from '../types.ts'
import { keyOfCedarUid } from './entity-key.ts'
import type { ReadPolicy } from './read-policies.ts'
import type { PolicyJson } from './types.ts'

const idPattern = /^[a-z0-9][a-z0-9-]{0,127}$/

const templatePrefix = 'role-'

/** The role that a template of this `@id` stands for; undefined when there is no such role. */
export function roleOfTemplate(id: string): Role | undefined {
  return roles.find((role) => id === templatePrefix + role)
}

/** What this project asks of a policy beyond Cedar: why it is refused; empty when it is not. */
export function lintPolicy({ id, json, isTemplate }: ReadPolicy): readonly string[] {
  return [...lintId(id), ...(isTemplate ? lintTemplate(id, json) : []), ...lintReach(json)]
}

function lintId(id: string | null): readonly string[] {
  if (id === null) return ['needs an @id, by which decisions and the audit trail name it']
  if (idPattern.test(id)) return []
  return ['has an @id that is not of lower-case letters, digits and dashes']
}

function lintTemplate(id: string | null, json: PolicyJson): readonly string[] {
  const isNamed = id === null || roleOfTemplate(id) !== undefined
  const hasSlots = [json.principal, json.resource].every(
    (part) => part !== null && typeof part === 'object' && 'op' in part && part.op === 'in' && 'slot' in part,
  )
  return [
    ...(isNamed ? [] : [`is a template, so its @id must be ${templatePrefix}ROLE with one of ${roles.join(', ')}`]),
    ...(hasSlots ? [] : ['is a template, so it must say "principal in ?principal" and "resource in ?resource"']),
    ...(json.effect === 'permit' ? [] : ['is a template, so it must permit: a role gives rights']),
  ]
}

/**
 * A decision sees the principal, the resource and what they are in, and no other object. Attributes of another object
 * would be missing there, so a policy may read attributes of these only ("level 1", cedar-policy RFC 76).
 */
function lintReach(json: PolicyJson): readonly string[] {
  const reaches = json.conditions.some(({ body }) => reachesFurther(body))
  return reaches
    ? ['reads attributes or parents of something other than the principal, the resource and the context']
    : []
}

function reachesFurther(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false
  if (Array.isArray(node)) return node.some(reachesFurther)
  return Object.entries(node).some(
    ([operator, operands]) => (operator !== 'Value' && reachesFurther(operands)) || !isWithinReach(operator, operands),
  )
}

const accessors = new Set(['.', 'has', 'hasTag', 'getTag'])

function isWithinReach(operator: string, operands: unknown): boolean {
  if (operands === null || typeof operands !== 'object' || !('left' in operands)) return true
  if (operator === 'in' || (operator === 'is' && 'in' in operands)) return variableOf(operands.left) !== null
  if (!accessors.has(operator)) return true
  const isLong = 'attr' in operands && Array.isArray(operands.attr) && operands.attr.length > 1
  return isContext(operands.left) || (variableOf(operands.left) !== null && !isLong)
}

function variableOf(node: unknown): unknown {
  return node !== null && typeof node === 'object' && 'Var' in node ? node.Var : null
}

/** The context holds records and no objects, so it may be read to any depth. */
function isContext(node: unknown): boolean {
  if (variableOf(node) === 'context') return true
  const inner = node !== null && typeof node === 'object' && '.' in node ? node['.'] : null
  return inner !== null && typeof inner === 'object' && 'left' in inner && isContext(inner.left)
}

/** Keys of all entities that a policy names, wherever it does. */
export function entitiesNamedBy(json: PolicyJson): readonly string[] {
  const found: string[] = []
  const look = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    if ('type' in node && 'id' in node && typeof node.type === 'string' && typeof node.id === 'string')
      found.push(keyOfCedarUid({ type: node.type, id: node.id }))
    for (const child of Object.values(node)) look(child)
  }
  look([json.principal, json.action, json.resource, json.conditions])
  return found
}
