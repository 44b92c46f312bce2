import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { createOpenLineageStore } from '../../src/persistence/openlineage-store.ts'
import { minute, numbered } from '../ingest/events.ts'
import { take } from './lineage-content.ts'

/** Takes events in, one after the other, and prints a line for each; to be killed meanwhile. */
const [url = ''] = process.argv.slice(2)
const database = await openDatabase(url)
await migrateToLatest(database)
const store = createOpenLineageStore(database, { policyTags: [], now: () => minute(1_000) })
for (let at = 0; at < 500; at += 1) {
  await take(store, numbered(at))
  process.stdout.write(`${at}\n`)
}
