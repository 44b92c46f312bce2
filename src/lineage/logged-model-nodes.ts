import type { MirroredObject, NativeRef } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'
import { refNear } from './native-index.ts'
import type { LineageNode } from './types.ts'

/** Nodes that stand for a logged model: the versions registered from it, or its files while there are none. */
export type LoggedModelNodes = (near: MirroredObject, loggedModelId: string) => readonly LineageNode[]

/** Finds the nodes that stand for logged models, in three batched reads. */
export async function loggedModelNodes(explorer: Explorer, refs: readonly NativeRef[]): Promise<LoggedModelNodes> {
  const objects = await explorer.byNative(refs)
  if (objects.length === 0) return () => []
  const { catalog } = explorer.ports
  const models = explorer.present(await catalog.live.loggedModels(objects, explorer.call))
  const runRefs = models.flatMap(({ object, record }) => refNear(object, 'Run', record.sourceRunId))
  const versions = await explorer.versionsMadeBy(await explorer.byNative(runRefs))
  return (near, id) => {
    const isNear = (object: MirroredObject) => object.source === near.source && object.workspace === near.workspace
    // A copy has the same logged model; the evaluation was of the version that it was copied from.
    const registered = versions.filter(
      ({ object, record }) => record.loggedModelId === id && record.copiedFrom === null && isNear(object),
    )
    if (registered.length > 0) return registered.flatMap((version) => explorer.versionNode(version) ?? [])
    const model = models.find(({ object }) => object.nativeId === id && isNear(object))
    return model === undefined ? [] : asList(explorer.node(model.object))
  }
}

function asList(node: LineageNode | null): readonly LineageNode[] {
  return node === null ? [] : [node]
}
