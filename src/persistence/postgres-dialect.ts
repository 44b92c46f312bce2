import { PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'

/** How many connections one process opens. */
const connectionsMax = 10

/**
 * What is committed here was answered to somebody, or is about to be sent to a tool: a server that is set to forget its last
 * commits in a crash must not forget these. One that waits for more than its own disk goes on doing so.
 */
const waitForCommits = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`

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
  // Sent first on a connection, so that it holds for whatever is sent on it.
  pool.on('connect', (client) => client.query(waitForCommits, ignore))
  pool.on('error', () => {
    // An idle connection broke. The pool has dropped it, and the next statement opens another or fails by itself.
  })
  return new PostgresDialect({ pool })
}

/** A connection that takes no settings takes no statement either, and that one tells. */
function ignore(): void {}
