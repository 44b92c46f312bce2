import { createCatalogStore } from '../../src/persistence/catalog-store.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { aBusyRun } from './records.ts'

// Ingests busy runs in batches until it is killed or done; prints a line after each batch.
const [url = '', count = ''] = process.argv.slice(2)
await using database = await openDatabase(url)
await migrateToLatest(database)
await using store = createCatalogStore(database)
const batchSize = 100
for (let from = 0; from < Number(count); from += batchSize) {
  const records = Array.from({ length: batchSize }, (_, index) => aBusyRun(from + index))
  await store.ingest({ source: 'tracking', records, observedAt: Date.now(), generation: 1 })
  process.stdout.write(`${from + batchSize}\n`)
}
