import type { Uid } from '../kernel/ids.ts'
import type { OwnerTags } from '../lineage/ports.ts'
import type { Database } from './database.ts'
import { isIn } from './json-rows.ts'

/** Tags by which people say who is responsible, beside the one that the configuration names for teams. */
const usualKeys = ['owner', 'owners']

/**
 * Reads who is responsible from the mirrored tags: names between commas, each once, in a fixed order. `teamTag` is
 * `attributes.team.tag` of the configuration.
 */
export function createOwnerTags({ kysely, engine }: Database, teamTag: string): OwnerTags {
  const ownerKeys = [...usualKeys, teamTag]
  return {
    async ownersOf(uids) {
      if (uids.length === 0) return new Map()
      const rows = await kysely
        .selectFrom('object_attribute')
        .select(['uid', 'text_value', 'text_rest'])
        .where(isIn(engine, 'uid', uids))
        .where('space', '=', 'TAG')
        .where('key', 'in', ownerKeys)
        .orderBy('uid')
        .orderBy('key')
        .execute()
      const groups = Map.groupBy(rows, ({ uid }) => uid as Uid)
      return new Map([...groups].map(([uid, tags]) => [uid, namesIn(tags)]))
    },
  }
}

function namesIn(tags: readonly { readonly text_value: string; readonly text_rest: string | null }[]): string[] {
  const names = tags.flatMap((tag) => `${tag.text_value}${tag.text_rest ?? ''}`.split(','))
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))]
}
