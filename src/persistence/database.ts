import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Kysely } from 'kysely'
import { makeFolder } from '../kernel/make-folder.ts'
import { Fault } from '../kernel/problem.ts'
import { faultingDialect } from './faulting-dialect.ts'
import { createNews, type News } from './lineage/news.ts'
import { SqliteDialect } from './sqlite-dialect.ts'
import { storeFault } from './store-fault.ts'
import type { Tables } from './tables.ts'
import { createTurn, type Turn } from './turn.ts'

/** What keeps the rows. */
export type Engine = 'sqlite' | 'postgres'

/** How to open a store. */
export interface DatabaseOptions {
  /** How long a write waits for another process that writes to the same SQLite file. */
  readonly busyTimeoutMs?: number
  /** Whether everything written can be had from the tools again; commits on SQLite then do not wait for the disk. */
  readonly isRepeatable?: boolean
}

/** An open store. `await using` or {@link Database.close} ends it. */
export interface Database extends AsyncDisposable {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  /** Absolute path of the file; null with PostgreSQL. */
  readonly path: string | null
  /** Whoever writes to this file in this process waits here. */
  readonly turn: Turn
  /** Who wants to know at once what this process changes in the lineage index. */
  readonly news: News
  close(): Promise<void>
}

/**
 * Opens `sqlite:PATH` or `postgres://...`. A SQLite file is made where there is none, with its folder, readable by its owner
 * alone. PostgreSQL is reached at the first statement. Throws a `Fault` for another URL, or a path that cannot be written.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const turn = createTurn()
  const path = sqlitePath(url)
  if (path === null) {
    const { postgresDialect } = await import('./postgres-dialect.ts')
    return databaseOf(new Kysely<Tables>({ dialect: faultingDialect(postgresDialect(url)) }), {
      engine: 'postgres',
      path,
      turn,
    })
  }
  makeFile(path)
  const { busyTimeoutMs = 10_000, isRepeatable = false } = options
  const dialect = new SqliteDialect({ path, turn, busyTimeoutMs, isRepeatable })
  return databaseOf(new Kysely<Tables>({ dialect }), { engine: 'sqlite', path, turn })
}

function databaseOf(kysely: Kysely<Tables>, facts: Pick<Database, 'engine' | 'path' | 'turn'>): Database {
  const close = () => kysely.destroy()
  return { ...facts, news: createNews(), kysely, close, [Symbol.asyncDispose]: close }
}

function sqlitePath(url: string): string | null {
  if (/^postgres(ql)?:\/\//.test(url)) return null
  const path = /^sqlite:(.+)$/.exec(url)?.[1]
  if (path !== undefined && path !== ':memory:') return resolve(path)
  throw new Fault({
    code: 'BAD_USER_INPUT',
    publicMessage: 'The address of the store must be sqlite:PATH or postgres://HOST/DATABASE.',
    internalMessage: 'The address of the store has another form',
    retryable: false,
  })
}

/** SQLite gives its two side files the mode of the main one. */
function makeFile(path: string): void {
  try {
    makeFolder(dirname(path), 0o700)
    if (existsSync(path)) return
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
  } catch (error) {
    throw storeFault('Making the file of the store', error, false)
  }
}
