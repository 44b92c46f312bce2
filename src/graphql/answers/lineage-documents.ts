import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { tokensMax } from '../limits.ts'

/** Fields whose answers follow from the lineage index, the caller's rights and the time alone. */
const lineageFields: ReadonlySet<string> = new Set(['lineage', 'impact', 'diffLineage'])

/** Characters of documents that are remembered, some thousand usual ones, and of the longest of them. */
const textMax = 2 ** 20
const textMaxOfOne = 2 ** 15

/** An operation that asks for nothing but lineage. */
interface LineageOperation {
  /** Variables that say how fresh an answer must be, with what they are when nothing is sent. */
  readonly freshness: readonly { readonly variable: string; readonly otherwise: string | null }[]
}

/** Tells from a document whether one of its operations asks for nothing but lineage, and not for it to be walked now. */
export type IsKeepable = (asked: {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}) => boolean

/**
 * Makes {@link IsKeepable}, which remembers the documents it has read. It checks nothing: a document that is not valid is
 * never answered, so that there is no answer to keep.
 */
export function createLineageDocuments(): IsKeepable {
  const known = new LRUCache<string, ReadonlyMap<string | null, LineageOperation>>({
    maxSize: textMax,
    maxEntrySize: textMaxOfOne,
    sizeCalculation: (_operations, query) => query.length + 200,
  })
  return ({ query, operationName, variables }) => {
    const read = known.get(query)
    if (read === undefined && !mentionsLineage(query)) return false
    const operations = read ?? operationsOf(query)
    if (read === undefined) known.set(query, operations)
    const operation = operations.get(operationName)
    return operation !== undefined && operation.freshness.every((each) => !isLive(each, variables))
  }
}

/** Most documents do not, and need not be read. */
function mentionsLineage(query: string): boolean {
  return /lineage|impact/i.test(query)
}

function isLive(
  { variable, otherwise }: LineageOperation['freshness'][number],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return (Object.hasOwn(variables, variable) ? variables[variable] : otherwise) === 'LIVE'
}

/** Operations that ask for lineage alone, by name; null is for the only one of a document. */
function operationsOf(query: string): ReadonlyMap<string | null, LineageOperation> {
  const document = parsed(query)
  const operations = document?.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION) ?? []
  const fragments = new Map(
    document?.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  )
  const found = new Map<string | null, LineageOperation>()
  for (const operation of operations) {
    const asked = lineageOperation(operation, fragments)
    if (asked === null) continue
    if (operations.length === 1) found.set(null, asked)
    if (operation.name !== undefined) found.set(operation.name.value, asked)
  }
  return found
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true, maxTokens: tokensMax })
  } catch {
    // Whoever answers it says what is wrong with it.
    return null
  }
}

function lineageOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): LineageOperation | null {
  if (operation.operation !== OperationTypeNode.QUERY) return null
  const fields = rootFields(operation.selectionSet, { fragments, spread: new Set() })
  const asked = fields?.filter(({ name }) => name.value !== '__typename') ?? []
  if (asked.length === 0 || !asked.every(({ name }) => lineageFields.has(name.value))) return null
  const freshness = asked.flatMap((field) => freshnessOf(field) ?? [])
  if (freshness.some((value) => value.kind === Kind.ENUM && value.value === 'LIVE')) return null
  return {
    freshness: freshness.flatMap((value) =>
      value.kind === Kind.VARIABLE
        ? [{ variable: value.name.value, otherwise: defaultOf(operation, value.name.value) }]
        : [],
    ),
  }
}

interface Spreading {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly spread: Set<string>
}

/** Fields of a selection, fragments spread; null when a fragment is not there. */
function rootFields(set: SelectionSetNode, spreading: Spreading): readonly FieldNode[] | null {
  const fields: FieldNode[] = []
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      fields.push(selection)
      continue
    }
    const name = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : null
    // A second time it adds nothing, and one that spreads itself would not end.
    if (name !== null && spreading.spread.has(name)) continue
    if (name !== null) spreading.spread.add(name)
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : spreading.fragments.get(selection.name.value)
    const found = inner === undefined ? null : rootFields(inner.selectionSet, spreading)
    if (found === null) return null
    fields.push(...found)
  }
  return fields
}

function freshnessOf({ arguments: given }: FieldNode): ValueNode | undefined {
  return given?.find(({ name }) => name.value === 'freshness')?.value
}

function defaultOf({ variableDefinitions }: OperationDefinitionNode, name: string): string | null {
  const value = variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue
  return value?.kind === Kind.ENUM ? value.value : null
}
