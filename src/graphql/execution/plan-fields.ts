import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  isLeafType,
  isNonNullType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type ValueNode,
} from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'
import { completeOf } from './complete.ts'
import type { AnyResolver, Arguments, FieldPlan, Run, SelectionPlan } from './plan.ts'

/** Fields of one selection as GraphQL.js collects them: by their name in the answer. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>

/** Plans the fields collected for one object type. A field that the type does not have is left out. */
export function planFields(schema: GraphQLSchema, type: GraphQLObjectType, collected: CollectedFields): SelectionPlan {
  const fields: FieldPlan[] = []
  for (const [key, nodes] of collected) {
    const [node] = nodes
    const definition = node === undefined ? undefined : definitionOf(schema, type, node)
    if (node === undefined || definition === undefined) continue
    fields.push(planField(type, definition, { key, nodes, node }))
  }
  return { fields, isOdd: collected.has('__proto__') }
}

function planField(
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  { key, nodes, node }: { readonly key: string; readonly nodes: readonly FieldNode[]; readonly node: FieldNode },
): FieldPlan {
  const selections = new Map<GraphQLObjectType, SelectionPlan>()
  return {
    key,
    name: definition.name,
    nodes,
    parentType,
    definition,
    returnType: definition.type,
    resolve: resolverOf(definition, parentType),
    args: fixedArguments(definition, node),
    isLeaf: isLeafType(isNonNullType(definition.type) ? definition.type.ofType : definition.type),
    complete: completeOf(definition.type),
    selectionOn(run, type) {
      const planned = selections.get(type) ?? planBelow(run, type, nodes)
      selections.set(type, planned)
      return planned
    },
  }
}

function planBelow(run: Run, type: GraphQLObjectType, nodes: readonly FieldNode[]): SelectionPlan {
  const { schema, fragments, variables } = run
  return planFields(schema, type, collectSubfields(schema, fragments, variables, type, nodes))
}

function definitionOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  if (name.value === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef
  const meta = [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name.value)
  return meta !== undefined && type === schema.getQueryType() ? meta : type.getFields()[name.value]
}

function resolverOf({ name, resolve }: GraphQLField<unknown, unknown>, { name: type }: GraphQLObjectType) {
  const typeName: AnyResolver = () => type
  return name === TypeNameMetaFieldDef.name ? typeName : resolve
}

const noArguments: Arguments = Object.freeze({})

/** Arguments that are the same in every run; undefined when a variable is among them, or they are wrong. */
function fixedArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): Arguments | undefined {
  if (definition.args.length === 0) return noArguments
  if (node.arguments?.some(({ value }) => hasVariable(value))) return undefined
  try {
    return Object.freeze(getArgumentValues(definition, node))
  } catch {
    // The run makes the same error again, at the field's own place.
    return undefined
  }
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true
  if (value.kind === Kind.LIST) return value.values.some(hasVariable)
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value))
}
