import type { CatalogRecord } from '../connector/records.ts'
import { differsFromMirror } from './differs-from-mirror.ts'
import type { CatalogStore, NativeRef } from './ports.ts'
import type { MirroredObject } from './types.ts'

/** Records just read from one source. */
export interface FreshRecords<Item extends CatalogRecord = CatalogRecord> {
  readonly source: string
  readonly records: readonly Item[]
  readonly observedAt: number
}

/** Names a record's object. */
export function nativeRefOf(source: string, record: CatalogRecord): NativeRef {
  return { source, workspace: record.workspace, kind: record.kind, nativeId: record.nativeId }
}

/**
 * Takes records read at query time into the mirror, so that each has a uid. Writes only what the mirror lacks or holds
 * differently: most reads meet what a crawl has already brought. Answers in the order of the records.
 */
export async function adoptRecords(
  store: CatalogStore,
  fresh: FreshRecords,
): Promise<readonly (MirroredObject | null)[]> {
  if (fresh.records.length === 0) return []
  const refs = fresh.records.map((record) => nativeRefOf(fresh.source, record))
  const mirrored = await store.byNative(refs)
  const news = fresh.records.filter((record, index) => {
    const object = mirrored[index] ?? null
    return object === null || differsFromMirror(object, record)
  })
  if (news.length === 0) return mirrored
  await store.ingest({ source: fresh.source, records: news, observedAt: fresh.observedAt })
  return store.byNative(refs)
}
