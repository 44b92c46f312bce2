import type { GraphQLFieldResolver } from 'graphql'
import type { GraphContext } from './context.ts'
import { isImmediate } from './immediate.ts'

type AnyResolver = GraphQLFieldResolver<unknown, GraphContext>

const endWithLoader = new WeakSet<object>()

/**
 * Marks a resolver that waits for a loader and for nothing else. Loaders end with the deadline by themselves, and a
 * race of its own for each of a thousand fields would cost more than the fields.
 */
export function endsWithLoader<Resolve extends object>(resolve: Resolve): Resolve {
  endWithLoader.add(resolve)
  return resolve
}

/** A resolver that ends with the request's deadline, and does not begin after it. */
export function bounded(resolve: AnyResolver): AnyResolver {
  if (endWithLoader.has(resolve) || isImmediate(resolve)) return resolve
  return (root, args, context, info) => {
    if (context.deadline.isOver) return context.deadline.race(new Promise<never>(() => undefined))
    const result: unknown = resolve(root, args, context, info)
    return isPromise(result) ? context.deadline.race(result) : result
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
