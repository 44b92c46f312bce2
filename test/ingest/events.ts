/** Times of events in these tests, minutes after a morning in March. */
export const minute = (count: number) => Date.UTC(2026, 2, 3, 9, 0) + count * 60_000

/** A facet with what every facet must have. */
export const facet = (facts: Readonly<Record<string, unknown>>) => ({
  _producer: 'https://example.com/test',
  _schemaURL: 'https://openlineage.io/spec/facets/1-0-0/TestFacet.json',
  ...facts,
})

/** A dataset of an event. */
export function dataset(namespace: string, name: string, facets: Readonly<Record<string, unknown>> = {}) {
  return { namespace, name, facets }
}

interface EventParts {
  readonly at: number
  readonly run?: string
  readonly type?: string
  readonly job?: string
  readonly namespace?: string
  readonly inputs?: readonly unknown[]
  readonly outputs?: readonly unknown[]
  readonly runFacets?: Readonly<Record<string, unknown>>
  readonly jobFacets?: Readonly<Record<string, unknown>>
}

/** A run event as clients send it. */
export function runEvent({
  at,
  run = 'r',
  type = 'COMPLETE',
  job = 'load',
  namespace = 'airflow',
  ...parts
}: EventParts) {
  return {
    eventType: type,
    eventTime: new Date(at).toISOString(),
    producer: 'https://example.com/test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: run, facets: parts.runFacets ?? {} },
    job: { namespace, name: job, facets: parts.jobFacets ?? {} },
    inputs: parts.inputs ?? [],
    outputs: parts.outputs ?? [],
  }
}

/** One of many runs that each read one thing and write another. */
export function numbered(at: number) {
  const inputs = [dataset('s3://lake', `raw-${at % 3}`)]
  const outputs = [dataset('s3://lake', `clean-${at % 2}`, { version: facet({ datasetVersion: String(at) }) })]
  return runEvent({ at: minute(at), run: `r${String(at).padStart(4, '0')}`, inputs, outputs })
}
