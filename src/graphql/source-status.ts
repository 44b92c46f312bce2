import type { SourceContribution } from '../catalog/api.ts'
import { streamsOfKind } from '../catalog/index.ts'
import type { MirroredKind, MirroredObject } from '../catalog/types.ts'
import type { GraphContext } from './context.ts'

/** How the source of one object contributes to a list of its children. */
export async function contributionTo(
  { loaders }: GraphContext,
  parent: MirroredObject,
  kind: MirroredKind,
): Promise<readonly SourceContribution[]> {
  const source = (await loaders.sources()).get(parent.source)
  if (source === undefined) return []
  const moments = source.streams
    .filter(({ stream }) => streamsOfKind[kind].some((needed) => needed === stream))
    .map(({ completeAsOf }) => completeAsOf)
  const known = moments.filter((moment) => moment !== null)
  const complete = known.length > 0 && known.length === moments.length
  return [{ source: source.id, health: source.health, complete, asOf: complete ? Math.min(...known) : null }]
}
