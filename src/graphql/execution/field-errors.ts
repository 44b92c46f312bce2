import type { GraphQLError } from 'graphql'
import type { FieldErrors, Path } from './plan.ts'

/** Makes the empty list of errors of one execution. */
export function createFieldErrors(): FieldErrors {
  const all: GraphQLError[] = []
  const places = new Set<Path | undefined>()
  const isBelowNull = (path: Path | undefined) => {
    for (let at = path; at !== undefined; at = at.prev) if (places.has(at)) return true
    return places.has(undefined)
  }
  return {
    all,
    add(error, path) {
      if (isBelowNull(path)) return
      places.add(path)
      all.push(error)
    },
  }
}
