import { z } from 'zod'
import type { MetricPointRecord, MetricRecord } from '../../../src/connector/index.ts'
import { double, integerOrNull, listOf, pageToken, textOrNull, timeOrNull } from './scalars.ts'

const wireMetric = z.object({
  key: z.string(),
  value: double.nullish(),
  step: integerOrNull,
  timestamp: timeOrNull,
  dataset_name: textOrNull,
  dataset_digest: textOrNull,
  model_id: textOrNull,
  run_id: textOrNull,
})

/** Metrics of a run or a logged model. MLflow 2 tells neither data nor model, and run and data stand on metrics of logged models only. */
export const metrics = listOf(wireMetric).transform((items) => items.map(toMetric))

/** Reply of `metrics/get-history`. */
export const metricHistoryReply = z.object({ metrics: listOf(wireMetric), next_page_token: pageToken })

function toMetric(wire: z.output<typeof wireMetric>): MetricRecord {
  return {
    key: wire.key,
    value: wire.value ?? 0,
    step: wire.step ?? 0,
    recordedAt: wire.timestamp,
    datasetName: wire.dataset_name,
    datasetDigest: wire.dataset_digest,
    loggedModelId: wire.model_id,
    runId: wire.run_id,
  }
}

/** One point of a metric's history. */
export function toMetricPoint(wire: z.output<typeof wireMetric>): MetricPointRecord {
  return { step: wire.step ?? 0, value: wire.value ?? 0, recordedAt: wire.timestamp }
}
