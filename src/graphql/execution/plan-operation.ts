import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'
import type { Run, SelectionPlan } from './plan.ts'
import { planFields } from './plan-fields.ts'

/** Combinations of conditions that are kept of one operation; further ones are planned for each request. */
const plansMax = 8

/** What is known of one operation beside its document. */
export interface OperationPlans {
  readonly fragments: Run['fragments']
  /** Plans the fields of the root, or finds them planned; throws when a condition has no value. */
  selectionFor(run: Run, rootType: GraphQLObjectType): SelectionPlan
}

/**
 * Keeps the plans of an operation as long as its document is kept, and how much that is, is bounded elsewhere. What is
 * below a field is planned when it is first answered, so that a document costs no more when it is seen but once.
 */
export function createPlanner(): (document: DocumentNode, operation: OperationDefinitionNode) => OperationPlans {
  const known = new WeakMap<OperationDefinitionNode, OperationPlans>()
  return (document, operation) => {
    const plans = known.get(operation) ?? plansOf(document)
    known.set(operation, plans)
    return plans
  }
}

function plansOf(document: DocumentNode): OperationPlans {
  const conditions = conditionsOf(document)
  const plans = new Map<string, SelectionPlan>()
  return {
    fragments: fragmentsOf(document),
    selectionFor(run, rootType) {
      const key = conditions.map((name) => String(run.variables[name])).join()
      const planned = plans.get(key) ?? planRoot(run, rootType)
      if (plans.size < plansMax) plans.set(key, planned)
      return planned
    },
  }
}

function planRoot({ schema, fragments, variables, operation }: Run, type: GraphQLObjectType): SelectionPlan {
  return planFields(schema, type, collectFields(schema, fragments, variables, type, operation.selectionSet))
}

function fragmentsOf({ definitions }: DocumentNode): Run['fragments'] {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  return fragments
}

/** The variables that decide in `@skip` and `@include`; validation has made sure that they are Boolean. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given }: DirectiveNode) {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}
