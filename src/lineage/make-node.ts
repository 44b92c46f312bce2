import { type MirroredObject, refOf } from '../catalog/index.ts'
import { toGlobalId } from '../kernel/ids.ts'
import { splitNativeId } from '../kernel/native-id.ts'
import { nodeKindOfObject } from '../kernel/recorded-lineage.ts'
import { type VirtualNodeFacts, virtualNodeId } from '../kernel/virtual-nodes.ts'
import type { LineageNode, LineageNodeKind } from './types.ts'

/** Kind of node that an object is; null when it is none. */
export function nodeKindOf(object: MirroredObject): LineageNodeKind | null {
  return nodeKindOfObject[object.kind]
}

/** The node of a mirrored object. Its id is the object's global id. */
export function objectNode(
  object: MirroredObject,
  kind: LineageNodeKind,
  properties: LineageNode['properties'] = {},
): LineageNode {
  return {
    id: toGlobalId(object.kind, object.uid),
    kind,
    name: nameOf(object),
    ref: refOf(object),
    source: object.source,
    uid: object.uid,
    subject: object,
    properties,
    restricted: false,
  }
}

/** The node of something that only lineage knows; equal identities give equal ids, over all sources. */
export function virtualNode(
  kind: LineageNodeKind,
  identity: readonly string[],
  facts: Pick<LineageNode, 'name' | 'source' | 'properties'> & Partial<Pick<LineageNode, 'subject'>>,
): LineageNode {
  return virtualNodeOf({ id: virtualNodeId(kind, identity), kind, ...facts })
}

/** The node with these facts, of something that only lineage knows. */
export function virtualNodeOf(
  facts: VirtualNodeFacts<LineageNodeKind> & Partial<Pick<LineageNode, 'subject'>>,
): LineageNode {
  return { ref: null, uid: null, subject: null, restricted: false, ...facts }
}

function nameOf(object: MirroredObject): string {
  if (object.kind === 'ModelVersion') return splitNativeId(object.nativeId).join('/')
  if (object.kind === 'DataVersion') return splitNativeId(object.nativeId).join('@')
  return object.name === '' ? object.nativeId : object.name
}
