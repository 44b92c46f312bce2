import { faultOf, problem } from '../kernel/problem.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'

/** Environments as a caller names them. */
export interface NamedEnvironments extends Pick<EnvironmentStore, 'list'> {
  /** Told of every name that is not among them. */
  noteUnknown(name: string): Promise<void>
}

/** Throws BAD_USER_INPUT when a list is narrowed to an environment that does not exist, and names those that do. */
export async function demandEnvironment(
  environments: NamedEnvironments,
  name: string | null | undefined,
  field: readonly string[],
): Promise<void> {
  if (name === null || name === undefined) return
  const known = (await environments.list()).map((environment) => environment.name)
  if (known.includes(name)) return
  await environments.noteUnknown(name)
  const list = known.length === 0 ? 'there is none' : `there are: ${known.join(', ')}`
  throw faultOf(problem('BAD_USER_INPUT', `No environment has this name; ${list}.`, { field, details: { known } }))
}
