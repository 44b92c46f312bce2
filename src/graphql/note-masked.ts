import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql'
import type { GraphContext } from './context.ts'

/** Notes that something of a field's answer is held back: all of it, or what is at `below` in it. */
export function noteMasked(
  { masked }: GraphContext,
  { path }: GraphQLResolveInfo,
  below: readonly string[] = [],
): void {
  masked.add([...responsePathAsArray(path), ...below].join('.'))
}
