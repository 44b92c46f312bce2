import { toGlobalId } from '../kernel/ids.ts'
import type { MirroredObject } from './types.ts'

/** How a person names an object in an argument called `ref`; null for kinds that have only a global id. */
export function refOf(object: MirroredObject): string | null {
  switch (object.kind) {
    case 'Model':
      return `models:/${object.nativeId}`
    case 'ModelVersion':
      return `models:/${splitNativeId(object.nativeId).join('/')}`
    case 'Run':
      return `runs:/${object.nativeId}`
    case 'Dataset':
      return `dataset:${object.nativeId}`
    case 'DataVersion':
      return `dataset:${splitNativeId(object.nativeId).join('@')}`
    case 'Deployment':
      return `deployment:${object.source}/${object.nativeId}`
    case 'Experiment':
    case 'LoggedModel':
      return null
  }
}

/** The API's id of a mirrored object. */
export function globalIdOf(object: MirroredObject): string {
  return toGlobalId(object.kind, object.uid)
}

/** The two parts of a native id of a version (model, number) or of a data version (dataset, digest). */
export function splitNativeId(nativeId: string): readonly [string, string] {
  const at = nativeId.lastIndexOf('\n')
  return [nativeId.slice(0, at), nativeId.slice(at + 1)]
}

/** Native id of a version of a model, or of a data version, as connectors and the mirror write it. */
export function joinNativeId(group: string, part: string): string {
  return `${group}\n${part}`
}
