import type { CatalogStore, ConnectedSource } from '../catalog/index.ts'

/** Whether every object that a tool held at some moment has been seen. */
export async function isMirrored(
  catalog: Pick<CatalogStore, 'progress'>,
  { id, streams }: ConnectedSource,
): Promise<boolean> {
  const progress = await catalog.progress(id)
  return streams.every((stream) => progress.some((each) => each.stream === stream && each.completeAsOf !== null))
}
