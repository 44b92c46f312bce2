import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { CompiledQuery, QueryResult } from 'kysely'
import { LRUCache } from 'lru-cache'
import { storeFault } from './store-fault.ts'

/** SQLITE_BUSY; the higher bits of a code tell only why (https://sqlite.org/rescode.html). */
const busyCode = 5

/** Between tries for a file that another connection is writing. */
const retryDelayMs = 2

const statementsMax = 200

/** Bulk writes touch the same pages of an index again and again, so copying them back less often is less work. */
const bulkCheckpointPages = 4_000

/** How to open a connection. */
export interface SqliteHandleOptions {
  readonly path: string
  readonly busyTimeoutMs: number
  /**
   * Whether what it writes can be had again. Its commits then do not wait for the disk: after a power failure the last
   * of them may be missing, but never one that a later durable commit of anybody has followed, because all share one log.
   */
  readonly isRepeatable: boolean
}

/** A prepared statement. Describing its columns takes longer than most reads, so it is done once. */
interface Statement {
  readonly statement: StatementSync
  readonly hasRows: boolean
}

/** One open connection to a SQLite file. Statements run on the calling thread. */
export class SqliteHandle {
  readonly #database: DatabaseSync
  readonly #statements = new LRUCache<string, Statement>({ max: statementsMax })
  readonly #busyTimeoutMs: number

  /** Opens the file, which must exist. */
  constructor({ path, busyTimeoutMs, isRepeatable }: SqliteHandleOptions) {
    this.#busyTimeoutMs = busyTimeoutMs
    this.#database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
    this.#database.exec(`pragma busy_timeout = ${busyTimeoutMs}`)
    this.#database.exec('pragma journal_mode = wal')
    this.#database.exec(`pragma synchronous = ${isRepeatable ? 'normal' : 'full'}`)
    if (isRepeatable) this.#database.exec(`pragma wal_autocheckpoint = ${bulkCheckpointPages}`)
    this.#database.exec('pragma cache_size = -8000')
    this.#database.exec('pragma temp_store = memory')
    // SQLite's own wait would stop the event loop; from here on `runWhenFree` waits without blocking.
    this.#database.exec('pragma busy_timeout = 0')
  }

  /** Runs one statement at once. Throws a `Fault`. */
  run<Row>(query: CompiledQuery): QueryResult<Row> {
    try {
      return this.#run(query)
    } catch (error) {
      throw storeFault(query.sql.slice(0, 200), error)
    }
  }

  /** The same, waiting while another connection holds the file. Only for statements outside a transaction, and `begin`. */
  async runWhenFree<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const giveUpAt = performance.now() + this.#busyTimeoutMs
    for (;;) {
      try {
        return this.#run(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw storeFault(query.sql.slice(0, 200), error)
      }
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs))
    }
  }

  /** Ends the connection; a transaction under way is undone. */
  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, hasRows } = this.#statement(sql)
    const values = parameters.map(bindable)
    // Rows have the type that the query was built with; SQLite itself knows nothing of it.
    if (hasRows) return { rows: statement.all(...values) as Row[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) }
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    const made = { statement, hasRows: statement.columns().length > 0 }
    this.#statements.set(sql, made)
    return made
  }
}

function isBusy(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'errcode') : undefined
  return typeof code === 'number' && (code & 0xff) === busyCode
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (typeof value === 'boolean') return value ? 1 : 0
  throw new TypeError(`SQLite cannot hold a value of type ${typeof value}`)
}
