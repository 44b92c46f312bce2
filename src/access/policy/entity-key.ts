import type { EntityRef, EntityType } from './types.ts'

/** Namespace of `policies/model.cedarschema`. */
const namespace = 'Gov::'

/** Text that is equal for equal entities only. */
export function entityKey({ type, id }: EntityRef): string {
  return `${type}::${id}`
}

/** An entity's name as Cedar takes it: structured, so that no id can be read as anything but an id. */
export function cedarUid({ type, id }: { readonly type: string; readonly id: string }) {
  return { type: namespace + type, id }
}

/** {@link entityKey} of a name as Cedar prints it; another namespace keeps its own. */
export function keyOfCedarUid({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${plainType(type)}::${id}`
}

/** A type without our namespace. */
export function plainType(type: string): string {
  return type.startsWith(namespace) ? type.slice(namespace.length) : type
}

/** The one organisation of an installation. */
export const organization: EntityRef = { type: 'Organization', id: 'main' }

/** What there is one of. */
export const singletons = {
  Organization: organization,
  AuditLog: { type: 'AuditLog', id: 'main' },
  PolicySet: { type: 'PolicySet', id: 'main' },
} as const satisfies Partial<Record<EntityType, EntityRef>>
