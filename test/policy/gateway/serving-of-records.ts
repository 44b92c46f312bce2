import type { MirroredObject } from '../../../src/catalog/types.ts'
import type { CatalogRecord } from '../../../src/connector/records.ts'
import { lineageKeyOf } from '../../../src/kernel/lineage-key.ts'
import { joinNativeId } from '../../../src/kernel/native-id.ts'
import type { LineageStatement } from '../../../src/lineage/index.ts'
import { speakerOf } from '../../../src/persistence/lineage/end-objects.ts'

/** What a replica that listens would find out in the background: which versions a deployment of the world runs. */
export function servingOf(deployment: MirroredObject, records: readonly CatalogRecord[]): LineageStatement {
  const { source, workspace, nativeId, observedAt } = deployment
  const own = records.find((record) => record.kind === 'Deployment' && record.nativeId === nativeId)
  const served = own?.kind === 'Deployment' ? own.versions : []
  const edges = served.flatMap(({ artifactUri, declared }) => {
    const version = records.find(
      (record) =>
        record.kind === 'ModelVersion' &&
        (declared === null
          ? record.sourceUri === artifactUri
          : joinNativeId(record.modelName, record.version) === nativeIdOf(declared.ref)),
    )
    if (version === undefined) return []
    const from = lineageKeyOf({ kind: 'ModelVersion', source, workspace, nativeId: version.nativeId })
    const facts = { kind: 'SERVED_BY', validFrom: null, validTo: null, basis: 'SEEN' } as const
    return [
      {
        ...facts,
        from,
        to: lineageKeyOf(deployment),
        confidence: declared === null ? ('INFERRED' as const) : ('DECLARED' as const),
      },
    ]
  })
  return { source, sender: null, statedBy: speakerOf('serving', deployment.uid), observedAt, nodes: [], edges }
}

function nativeIdOf(ref: string): string {
  const [, name = '', version = ''] = /^models:\/(.+)\/(\d+)$/.exec(ref) ?? []
  return joinNativeId(name, version)
}
