import { invariant } from '../kernel/invariant.ts'
import type { GraphContext } from './context.ts'
import type { EnvironmentView } from './services.ts'

/** The environment of that name. A target always has one: the store refuses it otherwise. */
export async function environmentNamed({ services }: GraphContext, name: string): Promise<EnvironmentView> {
  const found = (await services.environments.environments()).find((environment) => environment.name === name)
  invariant(found !== undefined, `there is no environment ${name}`)
  return found
}

/**
 * The environment that a source's deployments belong to; null when it has none, or names one that the store, which is
 * in force once it was seeded, does not hold.
 */
export async function environmentOfSource(context: GraphContext, sourceId: string): Promise<EnvironmentView | null> {
  const name = (await context.loaders.sources()).get(sourceId)?.environment ?? null
  if (name === null) return null
  const environments = await context.services.environments.environments()
  return environments.find((environment) => environment.name === name) ?? null
}
