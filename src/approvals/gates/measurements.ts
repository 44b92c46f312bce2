import type { MetricRecord } from '../../connector/records.ts'
import type { Measured } from './evidence.ts'

/** Data by name and digest. */
export interface NamedData {
  readonly name: string
  readonly digest: string
}

/** The latest value of a metric that was measured on exactly this data; null where there is none. */
export function measuredOn({ metrics }: Measured, key: string, data: NamedData): MetricRecord | null {
  const [latest] = metrics
    .filter((metric) => metric.key === key && isOn(metric, data))
    .toSorted((one, other) => (other.recordedAt ?? 0) - (one.recordedAt ?? 0) || other.step - one.step)
  return latest ?? null
}

/** Keys of metrics that were measured on exactly this data. */
export function keysOn({ metrics }: Measured, data: NamedData): readonly string[] {
  return [...new Set(metrics.filter((metric) => isOn(metric, data)).map(({ key }) => key))].toSorted()
}

/** Rows of data, where a tool tells them. */
export function rowsOf({ rows }: Measured, { name, digest }: NamedData): number | null {
  return rows.find((each) => each.name === name && each.digest === digest)?.count ?? null
}

/** Where a metric was recorded, as evidence. */
export function sourceOf({ runId, loggedModelId }: MetricRecord, { digest }: NamedData) {
  if (runId !== null) return [{ uri: `runs:/${runId}`, digest }]
  return loggedModelId === null ? [] : [{ uri: `models:/${loggedModelId}`, digest }]
}

/** What is measured has an error of its own that is far larger; this only keeps 0.3 - 0.2 from being less than 0.1. */
const roundingError = 1e-9

/** Whether a value is at least as good as a bar. */
export function meets(value: number, bar: number, direction: 'HIGHER' | 'LOWER'): boolean {
  const slack = roundingError * Math.max(1, Math.abs(bar))
  return direction === 'HIGHER' ? value >= bar - slack : value <= bar + slack
}

/** By how much a value is better than another; negative where it is worse. */
export function betterBy(value: number, other: number, direction: 'HIGHER' | 'LOWER'): number {
  const difference = direction === 'HIGHER' ? value - other : other - value
  return Math.abs(difference) <= roundingError ? 0 : difference
}

/** Data as words. */
export function dataWords({ name, digest }: NamedData): string {
  return `${name}@${digest}`
}

function isOn({ datasetName, datasetDigest }: MetricRecord, { name, digest }: NamedData): boolean {
  return datasetDigest === digest && (datasetName === null || datasetName === name)
}
