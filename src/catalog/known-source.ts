import { faultOf, type Problem, problem } from '../kernel/problem.ts'
import type { SourceDirectory } from './ports.ts'

/** The refusal of a source that is not configured; names those that are. The argument itself is not repeated. */
export function unknownSource(sources: Pick<SourceDirectory, 'all'>, field: readonly string[]): Problem {
  const known = sources.all().map(({ id }) => id)
  const list = known.length === 0 ? 'none is configured' : `configured are: ${known.join(', ')}`
  return problem('BAD_USER_INPUT', `No source has this name; ${list}.`, { field, details: { known } })
}

/** Throws BAD_USER_INPUT when a list is narrowed to a source that is not configured: empty would look like an answer. */
export function demandSource(sources: SourceDirectory, id: string | null | undefined, field: readonly string[]): void {
  if (id !== null && id !== undefined && sources.byId(id) === null) throw faultOf(unknownSource(sources, field))
}
