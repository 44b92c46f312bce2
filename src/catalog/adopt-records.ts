import type { CallContext } from '../connector/contract.ts'
import type { CatalogRecord } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import { differsFromMirror } from './differs-from-mirror.ts'
import type { CatalogPorts, NativeRef } from './ports.ts'
import type { Read } from './shared-reads.ts'
import type { ToolReads } from './tool-reads.ts'
import type { MirroredObject } from './types.ts'

/** What taking records in needs. */
export interface AdoptPorts extends Pick<CatalogPorts, 'sources' | 'store'> {
  readonly reads: ToolReads
}

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
 * differently: most reads meet what a crawl has already brought. Answers in the order of the records. Throws the `Fault`
 * of a parent that could not be read.
 */
export async function adoptRecords(
  ports: AdoptPorts,
  fresh: FreshRecords,
  call: CallContext,
): Promise<readonly (MirroredObject | null)[]> {
  if (fresh.records.length === 0) return []
  const { store } = ports
  const refs = fresh.records.map((record) => nativeRefOf(fresh.source, record))
  const mirrored = await store.byNative(refs)
  const news = fresh.records.filter((record, index) => {
    const object = mirrored[index] ?? null
    return object === null || differsFromMirror(store, object, record)
  })
  if (news.length === 0) return mirrored
  const parents = await readParents(ports, { ...fresh, records: news }, call)
  await store.ingest({ source: fresh.source, records: [...parents, ...news], observedAt: fresh.observedAt })
  return store.byNative(refs)
}

/**
 * Takes reads into the mirror, each as of the moment at which its tool was asked: a copy is older than what a crawl may have
 * brought since, and must not undo it, or a tag that hides an object would not. Otherwise as {@link adoptRecords}; answers
 * in the order of the moments.
 */
export async function adoptReads(
  ports: AdoptPorts,
  { source, reads }: { readonly source: string; readonly reads: readonly Read<CatalogRecord>[] },
  call: CallContext,
): Promise<readonly (MirroredObject | null)[]> {
  const objects: (MirroredObject | null)[] = []
  for (const [observedAt, group] of Map.groupBy(reads, (read) => read.observedAt)) {
    const records = group.flatMap(({ record }) => record ?? [])
    objects.push(...(await adoptRecords(ports, { source, records, observedAt }, call)))
  }
  return objects
}

/** What may be seen of an object hangs on its parent's tags, so a parent that was never read is read with it. */
async function readParents(
  { sources, store, reads }: AdoptPorts,
  { source: id, records }: FreshRecords,
  call: CallContext,
): Promise<readonly CatalogRecord[]> {
  const source = sources.byId(id)
  const unread = await store.unread(parentsOf(id, records))
  const perKind = parentKinds.map(async (kind): Promise<readonly CatalogRecord[]> => {
    const keys = unread
      .filter((ref) => ref.kind === kind)
      .map(({ workspace, nativeId }) => ({ workspace, nativeId, experimentId: null }))
    if (source === null || keys.length === 0) return []
    const answers = await reads.read(kind, source, keys, call)
    return answers.flatMap((answer) => {
      if (answer instanceof Fault) throw answer
      return answer.record ?? []
    })
  })
  return (await Promise.all(perKind)).flat()
}

const parentKinds = ['Model', 'Experiment'] as const

function parentsOf(source: string, records: readonly CatalogRecord[]): readonly NativeRef[] {
  const refs = records.flatMap((record): NativeRef[] => {
    const place = { source, workspace: record.workspace }
    if (record.kind === 'ModelVersion') return [{ ...place, kind: 'Model', nativeId: record.modelName }]
    if (record.kind === 'Run' || record.kind === 'LoggedModel')
      return [{ ...place, kind: 'Experiment', nativeId: record.experimentId }]
    return []
  })
  const keyOf = ({ workspace, kind, nativeId }: NativeRef) => JSON.stringify([workspace, kind, nativeId])
  return [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()]
}
