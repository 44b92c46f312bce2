import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { aChange, auditOn } from './log.ts'

// Appends so many events in a process of its own and prints a line after each.
const [url = '', count = ''] = process.argv.slice(2)
await using database = await openDatabase(url)
await migrateToLatest(database)
const { append } = auditOn(database)
for (let number = 0; number < Number(count); number += 1) {
  await append(aChange(number))
  process.stdout.write(`${number}\n`)
}
