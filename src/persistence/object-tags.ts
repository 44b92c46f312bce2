import type { Uid } from '../kernel/ids.ts'
import type { Database } from './database.ts'

/** Every tag of a mirrored object as `key=value`, sorted. */
export type ObjectTags = (object: Uid) => Promise<readonly string[]>

/** Reads tags from the mirror. */
export function createObjectTags({ kysely }: Pick<Database, 'kysely'>): ObjectTags {
  return async (object) => {
    const rows = await kysely
      .selectFrom('object_attribute')
      .select(['key', 'text_value', 'text_rest'])
      .where('uid', '=', object)
      .where('space', '=', 'TAG')
      .orderBy('key')
      .execute()
    return rows.map(({ key, text_value: value, text_rest: rest }) => `${key}=${value}${rest ?? ''}`)
  }
}
