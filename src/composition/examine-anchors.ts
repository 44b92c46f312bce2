import { existsSync } from 'node:fs'
import type { LoadedConfig } from '../config/index.ts'
import { createAuditStore } from '../persistence/audit-store.ts'
import { openDatabase } from '../persistence/database.ts'
import { migrationStatus } from '../persistence/migrate.ts'
import { openAnchors } from './audit.ts'
import { type Finding, reasonOf } from './finding.ts'
import { storeFile, storeUrl } from './store-place.ts'

/** Whether anything outside the store vouches for the audit trail, and can be reached. Writes nothing. */
export async function* examineAnchors(loaded: LoadedConfig): AsyncGenerator<Finding> {
  const anchors = await openAnchors(loaded)
  if (anchors.length === 0) {
    const detail = 'no anchor outside the store: whoever can write there could rewrite the trail; see audit.anchors'
    return yield { name: 'audit', state: 'WARNING', detail }
  }
  const origin = await originOf(loaded)
  for (const anchor of anchors) {
    const name = `anchor ${anchor.name}`
    try {
      const last = await anchor.latest(`${origin ?? 'none'}/checkpoints`)
      yield {
        name,
        state: 'OK',
        detail: last === null ? 'holds no checkpoint yet' : `holds ${last.split('\n')[1]} events`,
      }
    } catch (error) {
      yield { name, state: 'FAILED', detail: reasonOf(error) }
    }
  }
}

/** Name of the log; null before the first event. A store that cannot be read is told of elsewhere. */
async function originOf(loaded: LoadedConfig): Promise<string | null> {
  const file = storeFile(loaded)
  if (file !== null && !existsSync(file)) return null
  try {
    await using database = await openDatabase(storeUrl(loaded))
    if ((await migrationStatus(database)).pending.length > 0) return null
    return (await createAuditStore(database).head('decisions')).origin || null
  } catch {
    return null
  }
}
