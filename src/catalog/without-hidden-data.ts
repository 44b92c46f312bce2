import type { LoggedModelRecord, MetricRecord, RunRecord } from '../connector/records.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { Fault } from '../kernel/problem.ts'
import type { Loaded } from './api.ts'
import type { CatalogStore, NativeRef } from './ports.ts'
import type { Live, MirroredObject } from './types.ts'

/** Runs and logged models as their tools hold them, except that no metric names data which the caller may not see. */
export async function withoutHiddenData<Item extends RunRecord | LoggedModelRecord>(
  store: Pick<CatalogStore, 'areHidden'>,
  loaded: readonly Loaded<Live<Item>>[],
): Promise<readonly Loaded<Live<Item>>[]> {
  const refs = new Map(loaded.flatMap(dataOf).map((ref) => [keyOf(ref), ref]))
  if (refs.size === 0) return loaded
  const answers = await store.areHidden([...refs.values()])
  const hidden = new Set([...refs.keys()].filter((_key, index) => answers[index]))
  if (hidden.size === 0) return loaded
  return loaded.map((live) => (live === null || live instanceof Fault ? live : without(live, hidden)))
}

function without<Item extends RunRecord | LoggedModelRecord>(
  { object, record, observedAt }: Live<Item>,
  hidden: ReadonlySet<string>,
): Live<Item> {
  const metrics = record.metrics.map((metric) =>
    measuredOn(object, metric).some((ref) => hidden.has(keyOf(ref)))
      ? { ...metric, datasetName: null, datasetDigest: null }
      : metric,
  )
  return { object, record: { ...record, metrics }, observedAt }
}

function dataOf(live: Loaded<Live<RunRecord | LoggedModelRecord>>): readonly NativeRef[] {
  if (live === null || live instanceof Fault) return []
  return live.record.metrics.flatMap((metric) => measuredOn(live.object, metric))
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
