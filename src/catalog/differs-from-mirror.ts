import type { CatalogRecord } from '../connector/records.ts'
import type { CatalogStore } from './ports.ts'
import type { MirroredObject } from './types.ts'

/** Whether a record is of another object than the one mirrored under its name: the name was deleted and re-created. */
export function isAnotherObject(object: MirroredObject, record: { readonly createdAt: number | null }): boolean {
  return object.nativeCreatedAt !== null && record.createdAt !== null && object.nativeCreatedAt !== record.createdAt
}

/** Whether the mirror would change if it took the record in, as far as the mirrored facts tell. */
export function differsFromMirror(
  store: Pick<CatalogStore, 'hasOtherPolicyTags'>,
  object: MirroredObject,
  record: CatalogRecord,
): boolean {
  if (store.hasOtherPolicyTags(object, record)) return true
  if (object.nativeCreatedAt !== record.createdAt && record.createdAt !== null) return true
  if (record.kind === 'Run')
    return object.facts.status !== record.status || (record.name !== null && object.name !== record.name)
  if (record.kind === 'Deployment') return false
  if ('description' in record && object.description !== record.description) return true
  return object.updatedAt !== record.updatedAt
}
