import type { SourceContribution } from '../catalog/api.ts'
import type { MirroredKind, MirroredObject } from '../catalog/types.ts'
import type { GraphContext } from './context.ts'

const streamOf: Readonly<Record<MirroredKind, string>> = {
  Model: 'models',
  ModelVersion: 'versions',
  Experiment: 'experiments',
  Run: 'runs',
  LoggedModel: 'loggedModels',
  Dataset: 'runs',
  DataVersion: 'runs',
  Deployment: 'deployments',
}

/** How the source of one object contributes to a list of its children. */
export async function contributionTo(
  { loaders }: GraphContext,
  parent: MirroredObject,
  kind: MirroredKind,
): Promise<readonly SourceContribution[]> {
  const source = (await loaders.sources()).get(parent.source)
  if (source === undefined) return []
  const asOf = source.streams.find(({ stream }) => stream === streamOf[kind])?.completeAsOf ?? null
  return [{ source: source.id, health: source.health, complete: asOf !== null, asOf }]
}
