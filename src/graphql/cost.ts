import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { argumentsOf, type CostedOperation, isIncluded, type Variables, variablesOf } from './cost-arguments.ts'
import { type CostModel, type Line, ownCost, readCostModel, rowsOf } from './cost-model.ts'
import { type CostlyList, findCostlyLists } from './costly-lists.ts'

/** What a request asks for, found before any of it is executed. */
export interface RequestCost {
  /** Points; at least 1. */
  readonly points: number
  /** Whether the schema itself is asked for, by introspection or `_service`. */
  readonly readsSchema: boolean
  /** The lists that cost most, the dearest first; looked for when they are asked for. */
  costlyLists(): readonly CostlyList[]
}

const nothing: Line = { once: 0, perRow: 0 }

/** Full introspection is some hundred fields of memory that is there anyway; it costs this much flat. */
const introspectionPoints = 10

/**
 * Measures requests against one schema. An object costs 1 once, a list its `first` for each row of its parent, a field
 * with `@cost` its weight for each row, a walk of the lineage a tenth of `maxNodes` (ten times that for `LIVE`),
 * `diffLineage` two walks, `nodes` and `_entities` the number of ids, a scalar nothing. Every alias counts; types of an
 * abstract field add up.
 */
export function createCostMeter(schema: GraphQLSchema): (asked: CostedOperation) => RequestCost {
  const model = readCostModel(schema)
  const measured = new WeakMap<OperationDefinitionNode, RequestCost>()
  const measure = (asked: CostedOperation): RequestCost => ({
    ...new Measurement(schema, model, asked).result(),
    costlyLists: () => findCostlyLists(schema, model, asked),
  })
  return (asked) => {
    const { operation } = asked
    // Variables change the cost; without any the document alone decides it.
    if (operation.variableDefinitions !== undefined && operation.variableDefinitions.length > 0) return measure(asked)
    const cost = measured.get(operation) ?? measure({ ...asked, variables: {} })
    measured.set(operation, cost)
    return cost
  }
}

class Measurement {
  readonly #schema: GraphQLSchema
  readonly #model: CostModel
  readonly #operation: OperationDefinitionNode
  readonly #variables: Variables
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly #measured = new Map<string, Line>()
  #readsSchema = false

  constructor(schema: GraphQLSchema, model: CostModel, { document, operation, variables }: CostedOperation) {
    this.#schema = schema
    this.#model = model
    this.#operation = operation
    this.#variables = variablesOf(operation, variables)
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    )
  }

  result(): Omit<RequestCost, 'costlyLists'> {
    const root = this.#schema.getRootType(this.#operation.operation)
    const { once, perRow } = this.#selection(this.#operation.selectionSet, root ?? undefined)
    return { points: Math.max(1, Math.ceil(once + perRow)), readsSchema: this.#readsSchema }
  }

  #selection(set: SelectionSetNode, type: GraphQLNamedType | undefined): Line {
    let once = 0
    let perRow = 0
    for (const selection of set.selections) {
      if (!isIncluded(selection, this.#variables)) continue
      const line = this.#part(selection, type)
      once += line.once
      perRow += line.perRow
    }
    return { once, perRow }
  }

  #part(selection: SelectionSetNode['selections'][number], type: GraphQLNamedType | undefined): Line {
    if (selection.kind === Kind.FIELD) return this.#field(selection, type)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value)
    return this.#selection(selection.selectionSet, this.#typeNamed(selection.typeCondition?.name.value) ?? type)
  }

  #fragment(name: string): Line {
    const known = this.#measured.get(name)
    if (known !== undefined) return known
    // A fragment that spreads itself is refused by validation; until then it costs nothing here, and ends.
    this.#measured.set(name, nothing)
    const fragment = this.#fragments.get(name)
    const type = this.#typeNamed(fragment?.typeCondition.name.value)
    const line = fragment === undefined ? nothing : this.#selection(fragment.selectionSet, type)
    this.#measured.set(name, line)
    return line
  }

  #field(node: FieldNode, parent: GraphQLNamedType | undefined): Line {
    const name = node.name.value
    if (name === '__typename') return nothing
    if (name.startsWith('__') || name === '_service') return this.#schemaRead()
    const rule = this.#model.get(`${parent?.name}.${name}`)
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
    const type = field === undefined ? undefined : getNamedType(field.type)
    const children =
      node.selectionSet === undefined || !isCompositeType(type) ? nothing : this.#selection(node.selectionSet, type)
    const read = argumentsOf(node, rule, this.#variables)
    return combine(ownCost(rule, read), rowsOf(rule, read), children)
  }

  #schemaRead(): Line {
    this.#readsSchema = true
    return { once: introspectionPoints, perRow: 0 }
  }

  #typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name)
  }
}

function combine(own: Line, rows: number, children: Line): Line {
  return { once: own.once + children.once, perRow: own.perRow + rows * children.perRow }
}
