import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  isObjectType,
  locatedError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { invariant } from '../../kernel/invariant.ts'
import { executeFields } from './execute-fields.ts'
import { createFieldErrors } from './field-errors.ts'
import type { Run } from './plan.ts'
import { createPlanner } from './plan-operation.ts'

/** One validated operation to carry out. */
export interface ExecutedOperation {
  readonly document: DocumentNode
  /** Undefined when the document has none of that name, or several and no name was sent; GraphQL.js says which. */
  readonly operation: OperationDefinitionNode | undefined
  readonly operationName: string | undefined
  /** As the caller sent them. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly context: unknown
  /** What the fields of the root are resolved on; queries need nothing. */
  readonly root?: unknown
}

/** Carries out one operation; answers and errors are those of GraphQL.js. */
export type Executor = (asked: ExecutedOperation) => Promise<ExecutionResult>

/** So many wrong variables are told of at once, as by GraphQL.js. */
const variableErrorsMax = 50

/**
 * Makes an executor for a schema whose resolvers are all in place. It plans a query once and keeps the plan beside the
 * parsed document, where GraphQL.js works everything out anew for every row. Everything but queries is left to
 * GraphQL.js. Types are told apart by `resolveType` alone. See `docs/decisions/0010-planned-execution.md`.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const hasPredicate = Object.values(schema.getTypeMap()).some((type) => isObjectType(type) && type.isTypeOf)
  const queryType = schema.getQueryType()
  invariant(!hasPredicate, '`isTypeOf` is not planned for')
  const plansOf = createPlanner()
  return async (asked) => {
    const { document, operation, variables: sent, context } = asked
    if (operation?.operation !== OperationTypeNode.QUERY || !queryType) return byGraphqlJs(schema, asked)
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], sent, {
      maxErrors: variableErrorsMax,
    })
    if (errors !== undefined) return { errors }
    const plans = plansOf(document, operation)
    const { fragments } = plans
    const run: Run = {
      schema,
      operation,
      fragments,
      context,
      variables: coerced,
      errors: createFieldErrors(),
      args: new Map(),
    }
    return answer(run, () => executeFields(run, plans.selectionFor(run, queryType), undefined, undefined))
  }
}

async function answer({ errors }: Run, work: () => unknown): Promise<ExecutionResult> {
  try {
    // Its members are the fields of the root, by name.
    const data = (await work()) as Record<string, unknown>
    return errors.all.length === 0 ? { data } : { errors: errors.all, data }
  } catch (error) {
    errors.add(error instanceof GraphQLError ? error : locatedError(error, []), undefined)
    return { errors: errors.all, data: null }
  }
}

async function byGraphqlJs(schema: GraphQLSchema, asked: ExecutedOperation): Promise<ExecutionResult> {
  const { document, operationName, variables: variableValues, context: contextValue, root: rootValue } = asked
  return execute({ schema, document, operationName, variableValues, contextValue, rootValue })
}
