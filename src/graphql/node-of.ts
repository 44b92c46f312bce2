import type { ArtifactFile } from '../artifacts/types.ts'
import { type MirroredObject, mirroredKinds } from '../catalog/index.ts'
import { type EntityKind, fromGlobalId } from '../kernel/ids.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { GraphContext } from './context.ts'
import type { EnvironmentView, TargetView } from './services.ts'
import { type SourceRef, sourceRef } from './views.ts'

/** Anything with a global id. */
export type NodeView = MirroredObject | SourceRef | ArtifactFile | EnvironmentView | TargetView

/** The most ids of one `nodes` or `_entities`. */
export const idsMax = 100

/** The object behind a global id; null when there is none, or the caller may not see it. */
export async function nodeOf(context: GraphContext, id: string): Promise<NodeView | null> {
  const named = fromGlobalId(id)
  if (named === undefined) return null
  const { kind, uid } = named
  const { services, loaders, call } = context
  switch (kind) {
    case 'Source':
      return (await loaders.sources()).has(uid) ? sourceRef(uid) : null
    case 'Artifact':
      return services.artifacts.byUid(uid, call)
    case 'Environment':
      return (await services.environments.environments()).find((environment) => environment.uid === uid) ?? null
    case 'Target':
      return (await services.environments.targets(null)).find((target) => target.uid === uid) ?? null
    default: {
      const object = await loaders.byUid.load(uid)
      return object?.kind === kind ? object : null
    }
  }
}

/** Many of them, in the order asked; throws a BAD_USER_INPUT fault for more than {@link idsMax}. */
export async function nodesOf(context: GraphContext, ids: readonly string[]): Promise<readonly (NodeView | null)[]> {
  if (ids.length <= idsMax) return Promise.all(ids.map((id) => nodeOf(context, id)))
  const message = `At most ${idsMax} ids may be asked for at once.`
  throw faultOf(problem('BAD_USER_INPUT', message, { details: { max: idsMax } }))
}

/** Name of the schema's type for an object. */
export function typeNameOf(node: NodeView): EntityKind {
  if ('owner' in node) return 'Artifact'
  if ('rank' in node) return 'Environment'
  if ('nativeRef' in node) return 'Target'
  return mirroredKinds.find((kind) => kind === node.kind) ?? 'Source'
}
