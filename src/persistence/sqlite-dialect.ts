import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { SqliteHandle, type SqliteHandleOptions } from './sqlite-handle.ts'
import type { Turn } from './turn.ts'

/** What the dialect needs to know. */
export interface SqliteDialectOptions extends SqliteHandleOptions {
  /** Whoever writes to the file within this process waits here, so that nobody is starved by somebody quicker. */
  readonly turn: Turn
}

/**
 * SQLite by `node:sqlite`. Reads go to a connection of their own, so a transaction that awaits something holds nobody up.
 * Transactions begin as writers (`begin immediate`): a reader that turns writer later could fail with a stale snapshot.
 */
export class SqliteDialect implements Dialect {
  readonly #options: SqliteDialectOptions

  constructor(options: SqliteDialectOptions) {
    this.#options = options
  }

  createAdapter(): DialectAdapter {
    return new ManyConnectionsAdapter()
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#options)
  }

  createIntrospector(db: Kysely<unknown>) {
    return new SqliteIntrospector(db)
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler()
  }
}

class ManyConnectionsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }

  override get supportsTransactionalDdl() {
    return true
  }
}

interface Handles {
  readonly reader: SqliteHandle
  readonly writer: SqliteHandle
}

class SqliteDriver implements Driver {
  readonly #options: SqliteDialectOptions
  #handles: Handles | null = null

  constructor(options: SqliteDialectOptions) {
    this.#options = options
  }

  async init(): Promise<void> {
    this.#handles = { writer: new SqliteHandle(this.#options), reader: new SqliteHandle(this.#options) }
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (this.#handles === null) throw new Error('The database has been closed')
    return new SqliteConnection(this.#handles, this.#options.turn)
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin()
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.end('commit')
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    connection.end('rollback')
  }

  async releaseConnection(): Promise<void> {
    // Connections of the pool are only views of the two handles.
  }

  async destroy(): Promise<void> {
    this.#handles?.reader.close()
    this.#handles?.writer.close()
    this.#handles = null
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #handles: Handles
  readonly #turn: Turn
  #endTurn: (() => void) | null = null

  constructor(handles: Handles, turn: Turn) {
    this.#handles = handles
    this.#turn = turn
  }

  async begin(): Promise<void> {
    const endTurn = await this.#turn.take()
    try {
      await this.#handles.writer.runWhenFree(CompiledQuery.raw('begin immediate'))
      this.#endTurn = endTurn
    } catch (error) {
      endTurn()
      throw error
    }
  }

  end(how: 'commit' | 'rollback'): void {
    // A commit that fails is followed by a rollback, which ends the turn; a rollback that fails has nothing left to undo.
    if (this.#endTurn === null) return
    if (how === 'commit') this.#handles.writer.run(CompiledQuery.raw('commit'))
    try {
      if (how === 'rollback') this.#handles.writer.run(CompiledQuery.raw('rollback'))
    } finally {
      this.#endTurn()
      this.#endTurn = null
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#endTurn !== null) return this.#handles.writer.run(query)
    if (isRead(query.sql)) return this.#handles.reader.runWhenFree(query)
    const endTurn = await this.#turn.take()
    try {
      return await this.#handles.writer.runWhenFree(query)
    } finally {
      endTurn()
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Page through the rows instead: a stream would hold a read transaction open')
  }
}

/** Statements that begin with `with` count as writes, because SQLite lets one end in an insert. */
function isRead(sql: string): boolean {
  return /^\s*(\/\*.*?\*\/\s*)*select\b/i.test(sql)
}
