import { invariant } from '../kernel/invariant.ts'
import type { GraphContext } from './context.ts'
import type { EnvironmentView } from './services.ts'

/** The environment of that name. A target always has one: the configuration is checked for it. */
export async function environmentNamed({ services }: GraphContext, name: string): Promise<EnvironmentView> {
  const found = (await services.environments.environments()).find((environment) => environment.name === name)
  invariant(found !== undefined, `there is no environment ${name}`)
  return found
}

/** The environment that a source's deployments belong to; null when it serves nothing. */
export async function environmentOfSource(context: GraphContext, sourceId: string): Promise<EnvironmentView | null> {
  const name = (await context.loaders.sources()).get(sourceId)?.environment ?? null
  return name === null ? null : environmentNamed(context, name)
}
