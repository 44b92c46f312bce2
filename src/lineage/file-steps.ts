import type { LiveModelVersion } from '../catalog/index.ts'
import { filesFacts } from '../kernel/virtual-nodes.ts'
import type { EdgeFacts } from './edge-of.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { virtualNodeOf } from './make-node.ts'
import { indexObjects, refNear } from './native-index.ts'
import type { LineageNode } from './types.ts'

/** Adds what lies before a version. */
export type AddSource = (version: LineageNode | null, source: LineageNode | null, facts: EdgeFacts) => void

/**
 * Steps from versions to the files that they were registered from, when those are asked for by name: a logged model
 * where there is one, else what lies at the version's address. A copy has the files of its original.
 */
export async function fileSteps(
  explorer: Explorer,
  versions: readonly LiveModelVersion[],
  add: AddSource,
): Promise<void> {
  if (explorer.query.kinds?.includes('ARTIFACT') !== true) return
  const own = versions.filter(({ record }) => record.copiedFrom === null)
  const refs = own.flatMap(({ object, record }) => refNear(object, 'LoggedModel', record.loggedModelId))
  const models = indexObjects(await explorer.byNative(refs))
  for (const version of own) {
    const model = models(version.object, version.record.loggedModelId)
    const files = model === undefined ? filesAt(version) : explorer.node(model)
    if (files === null) continue
    if (model === undefined) explorer.files.set(files.id, version)
    add(explorer.versionNode(version), files, { kind: 'REGISTERED_AS', ...sinceMade(version) })
  }
}

/** One node for all versions of one address. The address itself is nothing that everybody may see. */
function filesAt({ object, record }: LiveModelVersion): LineageNode | null {
  if (record.sourceUri === null) return null
  return virtualNodeOf(filesFacts({ source: object.source, workspace: object.workspace, uri: record.sourceUri }))
}
