import type { GraphQLResolveInfo } from 'graphql'
import type { LineageDifference, NodeChange } from '../lineage/diff.ts'
import type { LineageNode } from '../lineage/types.ts'
import type { GraphContext } from './context.ts'
import { exceptSensitiveProperties } from './left-of.ts'
import { noteMasked } from './note-masked.ts'

/**
 * Changes without the facts that the caller may not read: that one differs would tell of it. A node with no other
 * difference counts as unchanged.
 */
export function shownChanges(
  context: GraphContext,
  info: GraphQLResolveInfo,
  { changed, unchanged }: Pick<LineageDifference, 'changed' | 'unchanged'>,
): Pick<LineageDifference, 'changed' | 'unchanged'> {
  const shown = changed.map((change) => withoutHeldBack(context, change))
  if (shown.some(({ fields }, index) => fields.length < (changed[index]?.fields.length ?? 0))) noteMasked(context, info)
  const told = shown.filter(({ before, after, fields }) => before.id !== after.id || fields.length > 0)
  return { changed: told, unchanged: unchanged + shown.length - told.length }
}

function withoutHeldBack(context: GraphContext, change: NodeChange): NodeChange {
  const held = new Set([...heldBack(context, change.before), ...heldBack(context, change.after)])
  return held.size === 0 ? change : { ...change, fields: change.fields.filter((field) => !held.has(field)) }
}

/** `Query.diffLineage` has loaded the rights to every node of its answer. */
function heldBack({ loaders }: GraphContext, node: LineageNode): readonly string[] {
  const known = node.subject === null ? null : loaders.sensitive.peek(node.subject)
  if (node.subject === null || (known != null && !(known instanceof Error) && known.isShown)) return []
  const access = known == null || known instanceof Error ? { isShown: false, holdsPersonalData: true } : known
  return exceptSensitiveProperties(node.properties, access, node).masked.flat()
}
