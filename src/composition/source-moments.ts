import { type CatalogStore, crawledUpTo } from '../catalog/index.ts'
import type { Sources } from './sources.ts'

/** What moments are read from. */
export interface MomentPorts {
  readonly sources: Pick<Sources, 'byId'>
  readonly progress: CatalogStore['progress']
  readonly now?: () => number
}

/** So long a moment may be known already; it only ever becomes later, so what is told stays true. */
const knownMs = 500

/** Tells up to which moment each of some sources was taken in completely; null where one has not been. */
export function createSourceMoments({ sources, progress, now = () => performance.now() }: MomentPorts) {
  const known = new Map<string, { readonly moment: Promise<number | null>; readonly readAt: number }>()
  const read = async (id: string) => {
    const streams = sources.byId(id)?.streams ?? []
    if (streams.length === 0) return null
    return crawledUpTo(streams, await progress(id))
  }
  const momentOf = (id: string) => {
    const before = known.get(id)
    if (before !== undefined && now() - before.readAt < knownMs) return before.moment
    const moment = read(id)
    // What could not be read is read anew.
    moment.catch(() => known.delete(id))
    known.set(id, { moment, readAt: now() })
    return moment
  }
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, number | null>> => {
    const moments = await Promise.all(ids.map(async (id) => [id, await momentOf(id)] as const))
    return new Map(moments)
  }
}
