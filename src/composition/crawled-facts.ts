import { type CatalogStore, crawledUpTo, type SourceDirectory } from '../catalog/index.ts'
import type { VersionFacts } from '../deployments/index.ts'

/** Facts of versions that are complete only once every registry has been crawled: before, nobody knows which versions there are. */
export function crawledFacts(
  facts: VersionFacts,
  { sources, store }: { readonly sources: SourceDirectory; readonly store: Pick<CatalogStore, 'progress'> },
): VersionFacts {
  const isCrawled = async () => {
    const registries = sources.all().filter(({ streams }) => streams.includes('versions'))
    const moments = await Promise.all(
      registries.map(async ({ id }) => crawledUpTo(['versions'], await store.progress(id))),
    )
    return !moments.includes(null)
  }
  return { ...facts, isComplete: async () => (await facts.isComplete()) && isCrawled() }
}
