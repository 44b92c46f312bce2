import { systemActor } from '../../src/kernel/actor.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { createTokenStore } from '../../src/persistence/token-store.ts'
import { auditOn } from '../audit/log.ts'

// A first start in a process of its own: prints whether it made the first token.
const [url = '', id = ''] = process.argv.slice(2)
await using database = await openDatabase(url)
await migrateToLatest(database)
const times = { createdAt: 1, expiresAt: null, lastUsedAt: null, revokedAt: null }
const isFirst = await createTokenStore(database, auditOn(database).audited).insertFirst(
  {
    id,
    principalName: 'first',
    kind: 'USER',
    holderId: null,
    roles: [],
    teams: [],
    clearance: 0,
    regions: [],
    scopes: null,
    creatorId: null,
    parentId: null,
    hash: id,
    ...times,
  },
  systemActor,
)
process.stdout.write(`${isFirst}\n`)
