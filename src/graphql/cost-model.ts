import {
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql'

/** Gives the value of an argument, its default included. */
export type ReadArgument = (name: string) => unknown

/** What one field costs. */
export interface FieldRule {
  readonly isObject: boolean
  /** `@cost(weight:)`: counted for each row, in place of the 1 of an object. */
  readonly weight: number | undefined
  /** How many rows a list has, from its arguments. */
  readonly size: ((read: ReadArgument) => number) | undefined
  /** The argument that decides what the field costs: `first`, `ids`, `representations` or `maxNodes`. */
  readonly sizedBy: string | undefined
  /** `@listSize(assumedSize:)`: rows below a list that came with its parent. */
  readonly assumedSize: number | undefined
  /** Points of a field with a rule of its own. */
  readonly points: ((read: ReadArgument) => number) | undefined
  readonly defaults: ReadonlyMap<string, unknown>
}

/**
 * Cost of a selection as a line: `once` however many rows its parent has, because siblings are loaded in one batch,
 * and `perRow` for each of them. Lines add and scale, so a fragment is measured once wherever it is used, and the
 * whole takes time linear in the document.
 */
export interface Line {
  readonly once: number
  readonly perRow: number
}

/** Rules by `Type.field`. */
export type CostModel = ReadonlyMap<string, FieldRule>

const idLists: Readonly<Record<string, string>> = { 'Query.nodes': 'ids', 'Query._entities': 'representations' }

/** Fields that walk the lineage, by the number of walks. */
const walks: Readonly<Record<string, number>> = {
  'Query.lineage': 1,
  'Query.impact': 1,
  'Query.diffLineage': 2,
  'Model.lineage': 1,
  'ModelVersion.lineage': 1,
  'Run.lineage': 1,
  'LoggedModel.lineage': 1,
  'Dataset.lineage': 1,
  'DataVersion.lineage': 1,
  'Deployment.lineage': 1,
}
const liveFactor = 10
const nodesPerPoint = 10

/** Reads the rules off the `@cost` and `@listSize` of a schema (the IBM cost specification, as federation has them). */
export function readCostModel(schema: GraphQLSchema): CostModel {
  const free = new Set<string>()
  const rules = new Map<string, FieldRule>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      rules.set(`${type.name}.${field.name}`, ruleOf(type.name, field))
      for (const part of partsOfPage(schema, field)) free.add(part)
    }
  }
  for (const name of free) {
    const rule = rules.get(name)
    if (rule !== undefined) rules.set(name, { ...rule, weight: 0 })
  }
  return rules
}

function ruleOf(typeName: string, field: GraphQLField<unknown, unknown>): FieldRule {
  const name = `${typeName}.${field.name}`
  const listSize = directive(field, 'listSize')
  const weight = directive(field, 'cost')?.['weight']
  const assumed = listSize?.['assumedSize']
  return {
    isObject: isCompositeType(getNamedType(field.type)),
    weight: weight === undefined ? undefined : Number(weight),
    size: sizeOf(name, listSize),
    sizedBy: sizedBy(name, listSize),
    assumedSize: typeof assumed === 'number' ? assumed : undefined,
    points: pointsOf(name),
    defaults: new Map(field.args.map((argument) => [argument.name, argument.defaultValue])),
  }
}

function sizeOf(name: string, listSize: Readonly<Record<string, unknown>> | undefined): FieldRule['size'] {
  const ids = idLists[name]
  if (ids !== undefined) return (read) => lengthOf(read(ids))
  const slicing = listSize?.['slicingArguments']
  if (!Array.isArray(slicing)) return undefined
  return (read) => Math.max(1, ...slicing.map((argument) => numberOf(read(String(argument)))))
}

function sizedBy(name: string, listSize: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (walks[name] !== undefined) return 'maxNodes'
  const slicing = listSize?.['slicingArguments']
  return idLists[name] ?? (Array.isArray(slicing) && slicing.length > 0 ? String(slicing[0]) : undefined)
}

function pointsOf(name: string): FieldRule['points'] {
  const times = walks[name]
  return times === undefined ? undefined : (read) => times * walkPoints(read)
}

function walkPoints(read: ReadArgument): number {
  const points = Math.ceil(numberOf(read('maxNodes')) / nodesPerPoint)
  return read('freshness') === 'LIVE' ? points * liveFactor : points
}

/** What a field itself costs, without what is selected below it. */
export function ownCost(rule: FieldRule | undefined, read: ReadArgument): Line {
  if (rule === undefined) return { once: 0, perRow: 0 }
  const { weight = 0 } = rule
  if (rule.points !== undefined) return { once: 0, perRow: rule.points(read) }
  if (rule.size !== undefined) return { once: 0, perRow: weight + rowsOf(rule, read) }
  if (rule.weight !== undefined) return { once: 0, perRow: weight }
  return { once: rule.isObject ? 1 : 0, perRow: 0 }
}

/** How many rows a field has for each row of its parent. */
export function rowsOf(rule: FieldRule | undefined, read: ReadArgument): number {
  return rule?.size?.(read) ?? rule?.assumedSize ?? 1
}

/** A page's list costs what `first` says, so `nodes`, `edges` and their `node` cost nothing more. */
function partsOfPage(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly string[] {
  const sized = directive(field, 'listSize')?.['sizedFields']
  const connection = getNamedType(field.type)
  if (!Array.isArray(sized) || !isObjectType(connection)) return []
  const edge = connection.getFields()['edges']
  const edgeType = edge === undefined ? undefined : schema.getType(getNamedType(edge.type).name)
  const parts = sized.map((part) => `${connection.name}.${String(part)}`)
  return edgeType === undefined ? parts : [...parts, `${edgeType.name}.node`]
}

function directive(field: GraphQLField<unknown, unknown>, name: string): Readonly<Record<string, unknown>> | undefined {
  const found = field.astNode?.directives?.find((candidate) => candidate.name.value === name)
  return found === undefined ? undefined : argumentsOf(found)
}

function argumentsOf({ arguments: given }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries((given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]))
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1
}
