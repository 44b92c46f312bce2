import type { MirroredObject, NativeRef } from '../catalog/index.ts'
import type { ModelVersionRecord } from '../connector/records.ts'
import { joinNativeId } from '../kernel/native-id.ts'

/** Where an object is: the source and the workspace within it. */
export interface Place {
  readonly source: string
  readonly workspace: string
}

/** Finds items by native id, in the place of another object: native ids are unique only there. */
export type NativeIndex<Item> = (near: Place, nativeId: string | null) => Item | undefined

/** Indexes items whose objects are of one kind. */
export function indexByNative<Item extends { readonly object: MirroredObject }>(
  items: readonly Item[],
): NativeIndex<Item> {
  const byKey = new Map(items.map((item) => [placeKey(item.object, item.object.nativeId), item]))
  return (near, nativeId) => (nativeId === null ? undefined : byKey.get(placeKey(near, nativeId)))
}

/** Indexes objects of one kind. */
export function indexObjects(objects: readonly MirroredObject[]): NativeIndex<MirroredObject> {
  const index = indexByNative(objects.map((object) => ({ object })))
  return (near, nativeId) => index(near, nativeId)?.object
}

/** Text that is equal for equal native ids in one place, and for nothing else. */
export function placeKey(place: Place, nativeId: string): string {
  return JSON.stringify([place.source, place.workspace, nativeId])
}

/** Names an object in the place of another; none without an id. */
export function refNear(near: Place, kind: NativeRef['kind'], nativeId: string | null): readonly NativeRef[] {
  return nativeId === null ? [] : [{ source: near.source, workspace: near.workspace, kind, nativeId }]
}

/** Native id of the version that a version was copied from; null when it is no copy. */
export function originalIdOf(version: ModelVersionRecord): string | null {
  return version.copiedFrom === null ? null : joinNativeId(version.copiedFrom.modelName, version.copiedFrom.version)
}
