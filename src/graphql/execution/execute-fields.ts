import { type GraphQLOutputType, getArgumentValues, isNonNullType, locatedError, responsePathAsArray } from 'graphql'
import { FieldInfo } from './field-info.ts'
import { isPromise } from './is-promise.ts'
import { type Arguments, type FieldPlan, type Path, pathOf, type Run, type SelectionPlan } from './plan.ts'

/** Answers every field of a selection on one object: an object, or a promise of one when a field has to wait. */
export function executeFields(run: Run, selection: SelectionPlan, source: unknown, path: Path | undefined): unknown {
  const answer = emptyAnswer(selection)
  let waits = false
  try {
    for (const field of selection.fields) {
      const value = executeField(run, field, source, path)
      answer[field.key] = value
      if (isPromise(value)) waits = true
    }
  } catch (error) {
    if (!waits) throw error
    // What other fields wait for may fail as well, and nobody else would be told.
    return settled(answer, selection).finally(() => {
      throw error
    })
  }
  return waits ? settled(answer, selection) : answer
}

function emptyAnswer({ isOdd }: SelectionPlan): Record<string, unknown> {
  return isOdd ? Object.create(null) : {}
}

async function settled(answer: Readonly<Record<string, unknown>>, selection: SelectionPlan): Promise<unknown> {
  const values = await Promise.all(Object.values(answer))
  const whole = emptyAnswer(selection)
  for (const [at, key] of Object.keys(answer).entries()) whole[key] = values[at]
  return whole
}

function executeField(run: Run, field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
  // With a thousand scalars, a path for each that fails and for no other is worth having.
  const path = field.isLeaf ? undefined : pathOf(field, parent)
  try {
    const given = resolveField(run, field, source, parent)
    const completed = isPromise(given)
      ? completeLater(run, field, path, given)
      : field.complete(run, field, path, given)
    return isPromise(completed) ? placeLater(run, field, path ?? pathOf(field, parent), completed) : completed
  } catch (error) {
    return placeError(run, field, { type: field.returnType, path: path ?? pathOf(field, parent), error })
  }
}

/** A function of its own: one that holds closures costs every call the room for what they see. */
function completeLater(run: Run, field: FieldPlan, path: Path | undefined, given: Promise<unknown>): Promise<unknown> {
  return given.then((value) => field.complete(run, field, path, value))
}

function placeLater(run: Run, field: FieldPlan, path: Path, completed: Promise<unknown>): Promise<unknown> {
  return completed.then(undefined, (error: unknown) => placeError(run, field, { type: field.returnType, path, error }))
}

function resolveField(run: Run, field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
  const { resolve, name } = field
  const args = field.args ?? argumentsOf(run, field)
  if (resolve !== undefined) return resolve(source, args, run.context, new FieldInfo(run, field, parent))
  if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined
  const property: unknown = Reflect.get(source, name)
  if (typeof property !== 'function') return property
  return property.call(source, args, run.context, new FieldInfo(run, field, parent))
}

/** Arguments that depend on variables are the same for every row. */
function argumentsOf(run: Run, field: FieldPlan): Arguments {
  const known = run.args.get(field)
  if (known !== undefined) return known
  const [node] = field.nodes
  const args = node === undefined ? {} : getArgumentValues(field.definition, node, run.variables)
  run.args.set(field, args)
  return args
}

/** Notes an error at its place, which becomes null; throws it on where null is not allowed. */
export function placeError(
  run: Run,
  { nodes }: FieldPlan,
  at: { readonly type: GraphQLOutputType; readonly path: Path; readonly error: unknown },
): null {
  const error = locatedError(at.error, nodes, responsePathAsArray(at.path))
  if (isNonNullType(at.type)) throw error
  run.errors.add(error, at.path)
  return null
}
