import { PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'

/** How many connections one process opens. */
const connectionsMax = 10

/** PostgreSQL by `pg`, with 64-bit integers as numbers: every one kept here is a time or a count. */
export function postgresDialect(url: string): PostgresDialect {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    application_name: 'modelwarden',
    // Compiling costs tens of milliseconds, and no statement here runs long enough to earn them back.
    options: '-c jit=off',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
    },
  })
  pool.on('error', () => {
    // An idle connection broke. The pool has dropped it, and the next statement opens another or fails by itself.
  })
  return new PostgresDialect({ pool })
}
