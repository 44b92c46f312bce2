import { eventSourceId } from '../../kernel/event-source.ts'
import { organization } from './entity-key.ts'
import { containerEntity, createResource, organizationEntity } from './resource.ts'
import type { Entity, Resource } from './types.ts'

/** Further ones are not looked at: a grant on a deeper part gives nothing there. */
const partsMax = 32

const partEnd = /[/:.\-_]/g

/**
 * A namespace of lineage events. It is in every `PREFIX*` whose prefix it begins with and that ends a part of its name, so
 * that `spark://prod/*` holds `spark://prod/eu` and not `spark://production`; and in the source of the events: a role
 * that is held on that is held on every namespace.
 */
export function namespaceResource(name: string): Resource {
  const above = patternsOf(name).map((id) => ({ type: 'Namespace' as const, id }))
  const source = containerEntity('Source', eventSourceId)
  const parents = [...above, { type: source.type, id: source.id }]
  const places = above.map((place): Entity => ({ ...place, attributes: {}, parents: [organization] }))
  return createResource({ type: 'Namespace', id: name, attributes: {}, parents }, [
    ...places,
    source,
    organizationEntity,
  ])
}

/** Whether a role can be granted on it: a namespace, or the beginning of some up to the end of a part, and `*`. */
export function isNamespaceScope(id: string): boolean {
  const star = id.indexOf('*')
  if (star === -1 || id === '*') return id !== ''
  return star === id.length - 1 && patternsOf(id.slice(0, -1)).includes(id)
}

/** What a name is within, widest first; a name that is such a pattern is not within itself. */
function patternsOf(name: string): readonly string[] {
  const ends = [...name.matchAll(partEnd)].slice(0, partsMax).map(({ index }) => index + 1)
  return ['*', ...ends.map((end) => `${name.slice(0, end)}*`)].filter((pattern) => pattern !== name)
}
