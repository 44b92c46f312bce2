import type { LiveKind } from './live-kinds.ts'

/** Raised whenever a record's shape changes, so that copies made by an older gateway are misses. */
const recordSchemaVersion = 1

/** Key of a record in the object cache and within a request. Parts are quoted: no name can imitate another key. */
export function objectKey(
  source: string,
  kind: LiveKind,
  key: { readonly workspace: string; readonly nativeId: string },
): string {
  return `obj:${recordSchemaVersion}:${JSON.stringify([source, kind, key.workspace, key.nativeId])}`
}

/** Key of a fact of one version that stays as long as the version does; the creation time tells re-created names apart. */
export function sealedKey(
  fact: 'description' | 'location',
  version: {
    readonly source: string
    readonly workspace: string
    readonly nativeId: string
    readonly createdAt: number | null
  },
): string {
  return `sealed:${recordSchemaVersion}:${JSON.stringify([fact, version.source, version.workspace, version.nativeId, version.createdAt])}`
}
