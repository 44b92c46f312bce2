import {
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { MirroredObject } from '../catalog/types.ts'
import { ConnectionView } from './connection.ts'
import type { GraphContext } from './context.ts'
import { isImmediate } from './immediate.ts'
import { type LoaderOf, loadersOfField } from './live-field.ts'

type AnyResolver = GraphQLFieldResolver<unknown, GraphContext>

/** Fragments of a document, by name. */
type Fragments = GraphQLResolveInfo['fragments']

/**
 * Makes a field that answers a connection read what its rows will tell of their tools before it hands the rows out, so
 * that a page of a hundred rows of ten fields is answered without a thousand promises. It reads nothing that was not
 * asked for, and it reads ahead only where the rows begin nothing else: other reads of a row never wait for it.
 * What fails here fails again at its own fields, where it belongs.
 */
export function readingAhead(field: GraphQLField<unknown, GraphContext>, resolve: AnyResolver): AnyResolver {
  const rowType = rowTypeOf(field)
  if (rowType === undefined || !hasLiveFields(rowType)) return resolve
  const known = new WeakMap<FieldNode, readonly LoaderOf[]>()
  return async (root, args, context, info) => {
    const answer: unknown = await resolve(root, args, context, info)
    const [node, ...more] = info.fieldNodes
    if (!(answer instanceof ConnectionView) || node === undefined || more.length > 0) return answer
    const asked = known.get(node) ?? loadersAsked(rowType, node, info.fragments)
    known.set(node, asked)
    if (asked.length === 0) return answer
    // Rows of a type with live fields are mirrored objects: what else they were, their resolvers could not read.
    const rows = answer.nodes as readonly MirroredObject[]
    await Promise.all(asked.map((loaderOf) => loaderOf(context.loaders).loadMany(rows)))
    return answer
  }
}

/** Type of the rows of a connection; undefined for any other field. */
function rowTypeOf(field: GraphQLField<unknown, GraphContext>): GraphQLObjectType | undefined {
  const connection = getNamedType(field.type)
  const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined
  const row = nodes === undefined ? undefined : getNamedType(nodes.type)
  return isObjectType(row) ? row : undefined
}

function hasLiveFields(type: GraphQLObjectType): boolean {
  return Object.values(type.getFields()).some(
    ({ resolve }) => resolve !== undefined && loadersOfField(resolve) !== undefined,
  )
}

/** The loaders that all rows wait for; none when a row has something else to begin, or not all of it is sure to be asked. */
function loadersAsked(rowType: GraphQLObjectType, node: FieldNode, fragments: Fragments): readonly LoaderOf[] {
  const loaders = new Set<LoaderOf>()
  for (const { name } of rowFields(node, fragments) ?? []) {
    const resolve = rowType.getFields()[name.value]?.resolve
    if (resolve === undefined || isImmediate(resolve)) continue
    const awaited = loadersOfField(resolve)
    if (awaited === undefined) return []
    for (const loader of awaited) loaders.add(loader)
  }
  return [...loaders]
}

/** The fields asked of each row, below `nodes` and below `edges { node }`; undefined when that depends on a variable. */
function rowFields(connection: FieldNode, fragments: Fragments): readonly FieldNode[] | undefined {
  const parts = fieldsOf(connection.selectionSet, fragments)
  const edges = parts
    ?.filter(({ name }) => name.value === 'edges')
    .map((edge) => fieldsOf(edge.selectionSet, fragments))
  if (parts === undefined || edges === undefined) return undefined
  const rows = parts.filter(({ name }) => name.value === 'nodes')
  for (const edge of edges) {
    if (edge === undefined) return undefined
    rows.push(...edge.filter(({ name }) => name.value === 'node'))
  }
  const fields = rows.map(({ selectionSet }) => fieldsOf(selectionSet, fragments))
  return fields.includes(undefined) ? undefined : fields.flatMap((some) => some ?? [])
}

/** The fields of a selection, fragments spread; undefined when a directive decides about one of them. */
function fieldsOf(selection: SelectionSetNode | undefined, fragments: Fragments): readonly FieldNode[] | undefined {
  const fields: FieldNode[] = []
  for (const node of selection?.selections ?? []) {
    if (node.directives !== undefined && node.directives.length > 0) return undefined
    if (node.kind === Kind.FIELD) {
      fields.push(node)
      continue
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value]
    const spread = fieldsOf(inner?.selectionSet, fragments)
    if (spread === undefined) return undefined
    fields.push(...spread)
  }
  return fields
}
