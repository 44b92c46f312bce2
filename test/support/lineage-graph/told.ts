import type { CatalogRecord, DeploymentRecord } from '../../../src/connector/records.ts'

/** What a generated source tells, one thing after another: records, and what a deployment serves. */
export interface Told {
  readonly record: CatalogRecord
  /** Native id of the version that a deployment serves; null for everything else. */
  readonly serves: string | null
}

/** A record that is no deployment of a version. */
export function told(record: CatalogRecord): Told {
  return { record, serves: null }
}

/** A deployment that serves a version. */
export function toldServing(name: string, createdAt: number, serves: string): Told {
  const facts = { kind: 'Deployment', workspace: '', nativeId: name, name, createdAt } as const
  const version = { version: '1', state: 'READY', reason: null, platform: null, artifactUri: null } as const
  const record: DeploymentRecord = {
    ...facts,
    versions: [{ ...version, declared: null, inputs: null, outputs: null }],
    endpoints: [{ protocol: 'v2', url: `http://serving.example/v2/models/${name}` }],
  }
  return { record, serves }
}

/** How many edges are told of, beside those of data to their datasets. */
export function edgesTold({ record, serves }: Told): number {
  if (record.kind === 'Run') {
    const { inputs, inputModelIds, outputModelIds, codeCommit, parentRunId } = record
    const others = [codeCommit, parentRunId].filter((each) => each !== null)
    return inputs.length + (inputModelIds ?? []).length + outputModelIds.length + others.length
  }
  if (record.kind === 'ModelVersion') return record.copiedFrom === null ? 3 : 2
  if (record.kind === 'Deployment') return record.endpoints.length + (serves === null ? 0 : 1)
  return record.kind === 'LoggedModel' ? 1 : 0
}
