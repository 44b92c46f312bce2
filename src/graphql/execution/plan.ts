import type {
  FieldNode,
  GraphQLError,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql'

/** Where in an answer something stands. */
export type Path = GraphQLResolveInfo['path']

/** A resolver, whatever it takes and gives. */
export type AnyResolver = GraphQLFieldResolver<unknown, unknown>

/** Turns what a resolver gave into what is sent; throws what makes the field an error, or gives a promise of either. */
export type Complete = (run: Run, field: FieldPlan, path: Path | undefined, value: unknown) => unknown

/** One field of one selection on one object type: all that is known about it before any value is. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string
  readonly name: string
  readonly nodes: readonly FieldNode[]
  readonly parentType: GraphQLObjectType
  readonly definition: GraphQLField<unknown, unknown>
  readonly returnType: GraphQLOutputType
  /** Undefined for a plain property. */
  readonly resolve: AnyResolver | undefined
  /** Undefined when they depend on variables. */
  readonly args: Arguments | undefined
  /** A scalar or an enum: nothing below it needs its path. */
  readonly isLeaf: boolean
  readonly complete: Complete
  /** What is selected below it on one object type; throws when a directive has no value. */
  selectionOn(run: Run, type: GraphQLObjectType): SelectionPlan
}

/** Arguments of one field, coerced. */
export type Arguments = Readonly<Record<string, unknown>>

/** The fields selected on one object type, in the order of the answer. */
export interface SelectionPlan {
  readonly fields: readonly FieldPlan[]
  /** Whether a caller named a field `__proto__`, which only an object without a prototype can hold. */
  readonly isOdd: boolean
}

/** One execution of one operation. */
export interface Run {
  readonly schema: GraphQLSchema
  readonly fragments: GraphQLResolveInfo['fragments']
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly context: unknown
  readonly errors: FieldErrors
  /** Arguments that depend on variables, once they are coerced; the same for every row. */
  readonly args: Map<FieldPlan, Arguments>
}

/** Errors of fields, with where they happened; as GraphQL.js does, none below a place that is null already. */
export interface FieldErrors {
  readonly all: readonly GraphQLError[]
  add(error: GraphQLError, path: Path | undefined): void
}

/** The place of a field in the answer. */
export function pathOf({ key, parentType }: FieldPlan, parent: Path | undefined): Path {
  return { prev: parent, key, typename: parentType.name }
}
