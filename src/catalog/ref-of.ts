import { toGlobalId } from '../kernel/ids.ts'
import { splitNativeId } from '../kernel/native-id.ts'
import type { MirroredKind, MirroredObject } from './types.ts'

const refWriters: { readonly [Kind in MirroredKind]: (object: MirroredObject) => string | null } = {
  Model: (object) => `models:/${object.nativeId}`,
  ModelVersion: (object) => `models:/${splitNativeId(object.nativeId).join('/')}`,
  Experiment: () => null,
  Run: (object) => `runs:/${object.nativeId}`,
  LoggedModel: () => null,
  Dataset: (object) => `dataset:${object.nativeId}`,
  DataVersion: (object) => `dataset:${splitNativeId(object.nativeId).join('@')}`,
  Deployment: (object) => `deployment:${object.source}/${object.nativeId}`,
  Job: () => null,
}

/** How a person names an object in an argument called `ref`; null for kinds that have only a global id. */
export function refOf(object: MirroredObject): string | null {
  return refWriters[object.kind](object)
}

/** The API's id of a mirrored object. */
export function globalIdOf(object: MirroredObject): string {
  return toGlobalId(object.kind, object.uid)
}
