import type { LoggedModelRecord, MetricRecord, RunRecord } from '../connector/records.ts'
import type { ComparedMetric } from './api.ts'
import { isDiffering } from './compare-values.ts'

/**
 * Latest metrics side by side. Values stand in one row only when they were measured on data of one digest, or when no
 * tool says what they were measured on: a metric on other data is another metric.
 */
export function compareMetrics(columns: readonly (readonly MetricRecord[])[]): readonly ComparedMetric[] {
  const tables = columns.map((metrics) => Map.groupBy(metrics, rowOf))
  const rows = [...new Set(tables.flatMap((table) => [...table.keys()]))].toSorted()
  return rows.flatMap((row) => {
    const cells = tables.map((table) => latest(table.get(row) ?? []))
    const [first] = cells.filter((cell) => cell !== null)
    if (first === undefined) return []
    const { key, datasetName, datasetDigest } = first
    const values = cells.map((cell) => (cell === null ? null : String(cell.value)))
    return [{ key, datasetName, datasetDigest, values, differs: isDiffering(values) }]
  })
}

/**
 * What a run measured, with the data where a tool tells it. MLflow keeps a metric that was measured on data twice: on the
 * run without the data, and on the logged model with it; the poorer of the two is left out.
 */
export function metricsOfRun(run: RunRecord, models: readonly LoggedModelRecord[]): readonly MetricRecord[] {
  const own = measuredOnData(models).filter(({ runId }) => runId === run.nativeId)
  return [...withoutTwins(run.metrics, own), ...own]
}

/**
 * What was measured on a version: by the run that made it, and on its logged model by any run, evaluations among them.
 * `siblings` are the other logged models of that run, whose metrics are not the version's.
 */
export function metricsOfVersion(
  run: RunRecord | null,
  model: LoggedModelRecord | null,
  siblings: readonly LoggedModelRecord[],
): readonly MetricRecord[] {
  const held = measuredOnData(model === null ? [] : [model])
  return [...withoutTwins(run?.metrics ?? [], [...held, ...measuredOnData(siblings)]), ...held]
}

function measuredOnData(models: readonly LoggedModelRecord[]): readonly MetricRecord[] {
  return models.flatMap(({ metrics }) => metrics.filter(({ datasetDigest }) => datasetDigest !== null))
}

function withoutTwins(metrics: readonly MetricRecord[], told: readonly MetricRecord[]): readonly MetricRecord[] {
  const twins = new Set(told.map(momentOf))
  return metrics.filter((metric) => metric.datasetDigest !== null || !twins.has(momentOf(metric)))
}

function momentOf({ key, value, recordedAt }: MetricRecord): string {
  return JSON.stringify([key, String(value), recordedAt])
}

function rowOf({ key, datasetDigest }: MetricRecord): string {
  return JSON.stringify([key, datasetDigest])
}

function latest(metrics: readonly MetricRecord[]): MetricRecord | null {
  const [newest] = metrics.toSorted((a, b) => (b.recordedAt ?? 0) - (a.recordedAt ?? 0) || b.step - a.step)
  return newest ?? null
}
