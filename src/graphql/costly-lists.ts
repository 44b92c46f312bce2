import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { argumentsOf, type CostedOperation, isIncluded, variablesOf } from './cost-arguments.ts'
import { type CostModel, ownCost, rowsOf } from './cost-model.ts'

/** A list of a request, and what it adds to its cost. */
export interface CostlyList {
  /** Names of the answer's keys down to the list. */
  readonly path: string
  /** The argument that makes it cost what it does. */
  readonly argument: string
  /** What the argument asks for; the number of ids for a list of ids. */
  readonly asked: number
  /** Points for its rows and what is selected in them, without lists in lists: those stand for themselves. */
  readonly points: number
}

const listsMax = 3

/** Fragments that spread fragments can mean more fields than anybody could look at; the first so many tell enough. */
const fieldsMax = 10_000

/** The lists that cost most, the dearest first, at most three. */
export function findCostlyLists(
  schema: GraphQLSchema,
  model: CostModel,
  asked: CostedOperation,
): readonly CostlyList[] {
  const walk = new ListWalk(schema, model, asked)
  return walk
    .lists()
    .toSorted((a, b) => b.points - a.points)
    .slice(0, listsMax)
}

type Found = { -readonly [Key in keyof CostlyList]: CostlyList[Key] }

/** Where the walk is. */
interface Place {
  readonly type: GraphQLNamedType | undefined
  readonly path: readonly string[]
  /** How often the selection is answered. */
  readonly rows: number
  /** The list that it lies in. */
  readonly list: Found | undefined
}

class ListWalk {
  readonly #schema: GraphQLSchema
  readonly #model: CostModel
  readonly #asked: CostedOperation
  readonly #found: Found[] = []
  #fieldsLeft = fieldsMax

  constructor(schema: GraphQLSchema, model: CostModel, asked: CostedOperation) {
    this.#schema = schema
    this.#model = model
    const { operation, variables } = asked
    this.#asked = { ...asked, variables: variablesOf(operation, variables) }
  }

  lists(): readonly Found[] {
    const { operation } = this.#asked
    const type = this.#schema.getRootType(operation.operation) ?? undefined
    this.#selection(operation.selectionSet, { type, path: [], rows: 1, list: undefined })
    return this.#found
  }

  #selection(set: SelectionSetNode, place: Place): void {
    for (const selection of set.selections) {
      if (this.#fieldsLeft <= 0) return
      if (!isIncluded(selection, this.#asked.variables)) continue
      if (selection.kind === Kind.FIELD) this.#field(selection, place)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) this.#fragment(selection.name.value, place)
      else this.#below(selection.selectionSet, selection.typeCondition?.name.value, place)
    }
  }

  #fragment(name: string, place: Place): void {
    this.#fieldsLeft -= 1
    const fragment = this.#asked.document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
    )
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return
    this.#below(fragment.selectionSet, fragment.typeCondition.name.value, place)
  }

  #below(set: SelectionSetNode, typeName: string | undefined, place: Place): void {
    const type = typeName === undefined ? place.type : this.#schema.getType(typeName)
    this.#selection(set, { ...place, type })
  }

  #field(node: FieldNode, { type, path, rows, list }: Place): void {
    this.#fieldsLeft -= 1
    const rule = this.#model.get(`${type?.name}.${node.name.value}`)
    if (rule === undefined) return
    const read = argumentsOf(node, rule, this.#asked.variables)
    const own = ownCost(rule, read)
    const points = own.once + own.perRow * rows
    const here = [...path, node.alias?.value ?? node.name.value]
    const entered = rule.sizedBy === undefined ? list : this.#enter(here, rule.sizedBy, read(rule.sizedBy))
    if (entered !== undefined) entered.points += points
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (node.selectionSet === undefined || field === undefined) return
    const below = { type: getNamedType(field.type), path: here, rows: rows * rowsOf(rule, read), list: entered }
    this.#selection(node.selectionSet, below)
  }

  #enter(path: readonly string[], argument: string, value: unknown): Found {
    const asked = Array.isArray(value) ? value.length : Number(value)
    const found = { path: path.join('.'), argument, asked, points: 0 }
    this.#found.push(found)
    return found
  }
}
