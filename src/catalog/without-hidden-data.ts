import type { LoggedModelRecord, MetricRecord, RunRecord } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import type { CatalogStore, NativeRef } from './ports.ts'
import type { Live, MirroredObject } from './types.ts'

/** Runs and logged models as their tools hold them, except that no metric names data which the caller may not see. */
export async function withoutHiddenData<Item extends Live<RunRecord | LoggedModelRecord> | Fault | null>(
  store: Pick<CatalogStore, 'areHidden'>,
  loaded: readonly Item[],
): Promise<readonly Item[]> {
  const refs = new Map(loaded.flatMap(dataOf).map((ref) => [keyOf(ref), ref]))
  if (refs.size === 0) return loaded
  const answers = await store.areHidden([...refs.values()])
  const hidden = new Set([...refs.keys()].filter((_key, index) => answers[index]))
  return hidden.size === 0 ? loaded : loaded.map((item) => without(item, hidden))
}

function without<Item extends Live<RunRecord | LoggedModelRecord> | Fault | null>(
  item: Item,
  hidden: ReadonlySet<string>,
): Item {
  if (item === null || item instanceof Fault) return item
  const { object, record } = item
  const metrics = record.metrics.map((metric) =>
    measuredOn(object, metric).some((ref) => hidden.has(keyOf(ref)))
      ? { ...metric, datasetName: null, datasetDigest: null }
      : metric,
  )
  return { ...item, record: { ...record, metrics } }
}

function dataOf(item: Live<RunRecord | LoggedModelRecord> | Fault | null): readonly NativeRef[] {
  if (item === null || item instanceof Fault) return []
  return item.record.metrics.flatMap((metric) => measuredOn(item.object, metric))
}

function measuredOn(
  { source, workspace }: MirroredObject,
  { datasetName, datasetDigest }: MetricRecord,
): readonly NativeRef[] {
  if (datasetName === null || datasetDigest === null) return []
  return [{ source, workspace, kind: 'DataVersion', nativeId: joinNativeId(datasetName, datasetDigest) }]
}

function keyOf({ source, workspace, nativeId }: NativeRef): string {
  return JSON.stringify([source, workspace, nativeId])
}
