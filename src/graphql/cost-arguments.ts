import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import type { FieldRule, ReadArgument } from './cost-model.ts'

/** Values of variables as the caller sent them, not yet checked. */
export type Variables = Readonly<Record<string, unknown>>

/** One operation with the values of its variables. */
export interface CostedOperation {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Variables
}

/** The variables of an operation, defaults filled in. */
export function variablesOf(operation: OperationDefinitionNode, sent: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
  )
  return defaults.length === 0 ? sent : { ...Object.fromEntries(defaults), ...sent }
}

/** Reads the arguments of a field, their defaults included. */
export function argumentsOf(node: FieldNode, rule: FieldRule | undefined, variables: Variables): ReadArgument {
  return (name) => argumentOf(node, name, variables) ?? rule?.defaults.get(name)
}

/** Value of one argument; undefined when it is left out or null. */
export function argumentOf(node: FieldNode, name: string, variables: Variables): unknown {
  const argument = node.arguments?.find((candidate) => candidate.name.value === name)
  return argument === undefined ? undefined : (valueOf(argument.value, variables) ?? undefined)
}

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  return (selection.directives ?? []).every(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value
    if (condition === undefined) return true
    const value = valueOf(condition, variables)
    if (name.value === 'skip') return value !== true
    return name.value !== 'include' || value !== false
  })
}

function valueOf(node: ValueNode, variables: Variables): unknown {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value
    return Object.hasOwn(variables, name) ? variables[name] : undefined
  }
  return valueFromASTUntyped(node, variables)
}
