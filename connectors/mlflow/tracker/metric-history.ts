import type { CallContext, MetricPointRecord, NativeKey } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { isId, isSayable } from '../filter.ts'
import { readPages } from '../pages.ts'
import { optional } from '../reply.ts'
import { metricHistoryReply, toMetricPoint } from '../wire/metric.ts'

const pageSize = 25_000
const pagesMax = 8

/**
 * Every recorded value of a metric in the order of steps. MLflow orders by time, so all are read before the first
 * `limit` are taken; of a metric with more than 200,000 values the earliest so many count.
 */
export async function readMetricHistory(
  client: MlflowClient,
  { run, key, limit }: { readonly run: NativeKey; readonly key: string; readonly limit: number },
  call: CallContext,
): Promise<readonly MetricPointRecord[]> {
  const { workspace, nativeId } = run
  if (!client.workspaces.includes(workspace) || !isId(nativeId) || !isSayable(key)) return []
  const pages = readPages(pagesMax, async (token) => {
    const query = { run_id: nativeId, metric_key: key, max_results: pageSize, page_token: token }
    const answer = await client.read({ workspace, path: '/metrics/get-history', query }, call)
    return optional(metricHistoryReply, answer) ?? { metrics: [], next_page_token: null }
  })
  const points: MetricPointRecord[] = []
  for await (const page of pages) points.push(...page.metrics.map(toMetricPoint))
  return points.toSorted((a, b) => a.step - b.step || (a.recordedAt ?? 0) - (b.recordedAt ?? 0)).slice(0, limit)
}
