import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { invariant } from '../../kernel/invariant.ts'
import { executeFields, placeError } from './execute-fields.ts'
import { FieldInfo } from './field-info.ts'
import { isPromise } from './is-promise.ts'
import type { Complete, FieldPlan, Path, Run } from './plan.ts'

const known = new WeakMap<GraphQLOutputType, Complete>()

/** How values of a type are completed (GraphQL specification, section 6.4.3); made once for each type. */
export function completeOf(type: GraphQLOutputType): Complete {
  const made = known.get(type) ?? make(type)
  known.set(type, made)
  return made
}

function make(type: GraphQLOutputType): Complete {
  if (isNonNullType(type)) return nonNull(completeOf(type.ofType))
  if (isLeafType(type)) return leaf(type)
  if (isListType(type)) return present(list(type))
  return present(isObjectType(type) ? object(type) : abstract(type))
}

function nonNull(complete: Complete): Complete {
  return (run, field, path, value) => {
    const completed = complete(run, field, path, value)
    if (completed !== null) return completed
    throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`)
  }
}

/** What every nullable type has in common. */
function present(complete: Complete): Complete {
  return (run, field, path, value) => {
    if (value instanceof Error) throw value
    return value === null || value === undefined ? null : complete(run, field, path, value)
  }
}

function leaf(type: GraphQLLeafType): Complete {
  return (_run, _field, _path, value) => {
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return null
    const sent: unknown = type.serialize(value)
    if (sent !== null && sent !== undefined) return sent
    throw new Error(`Expected \`${type.name}.serialize\` to return a value, and it returned none.`)
  }
}

function list({ ofType }: GraphQLList<GraphQLOutputType>): Complete {
  const complete = completeOf(ofType)
  const itemOf = (run: Run, field: FieldPlan, path: Path, item: unknown): unknown => {
    const fail = (error: unknown) => placeError(run, field, { type: ofType, path, error })
    try {
      const completed = isPromise(item)
        ? item.then((given) => complete(run, field, path, given))
        : complete(run, field, path, item)
      return isPromise(completed) ? completed.then(undefined, fail) : completed
    } catch (error) {
      return fail(error)
    }
  }
  return (run, field, path, value) => {
    if (!isIterable(value)) {
      const place = `${field.parentType.name}.${field.name}`
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${place}".`)
    }
    const items: unknown[] = []
    try {
      for (const item of value)
        items.push(itemOf(run, field, { prev: path, key: items.length, typename: undefined }, item))
    } catch (error) {
      // Nobody waits for the others any more, and Node ends a process for a rejection that nobody takes.
      for (const item of items) if (isPromise(item)) item.catch(() => undefined)
      throw error
    }
    return items.some(isPromise) ? Promise.all(items) : items
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function object(type: GraphQLObjectType): Complete {
  return (run, field, path, value) => executeFields(run, field.selectionOn(run, type), value, path)
}

function abstract(type: GraphQLAbstractType): Complete {
  const { resolveType } = type
  invariant(typeof resolveType === 'function', `nothing tells of which type a ${type.name} is`)
  return (run, field, path, value) => {
    const completeAs = (name: unknown) => completeOf(possibleType(name, run, type))(run, field, path, value)
    const name: unknown = resolveType(value, run.context, infoAt(run, field, path), type)
    return isPromise(name) ? name.then(completeAs) : completeAs(name)
  }
}

function possibleType(name: unknown, { schema }: Run, type: GraphQLAbstractType): GraphQLObjectType {
  const named = typeof name === 'string' ? schema.getType(name) : undefined
  if (isObjectType(named) && schema.isSubType(type, named)) return named
  throw new GraphQLError(`Runtime Object type "${String(name)}" is not a possible type for "${type.name}".`)
}

/** The info of the field itself, also for an item of its list. */
function infoAt(run: Run, field: FieldPlan, path: Path | undefined): FieldInfo {
  let at = path
  while (typeof at?.key === 'number') at = at.prev
  return new FieldInfo(run, field, at?.prev)
}
