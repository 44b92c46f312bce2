import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** One forward step of the schema, on either engine. */
export interface Migration {
  /** Number and subject, such as `0001-catalog`. Never changes once released. */
  readonly name: string
  /** Whether a binary that does not know this step must refuse the store. */
  readonly isBreaking: boolean
  /** Builds by name only; `Tables` is what the last step leads to. */
  up(db: Kysely<Tables>): Promise<void>
}

/** Column types that mean the same on both engines. */
export interface ColumnTypes {
  /** Text in the order of its bytes, whatever the locale of the database. */
  readonly text: RawBuilder<unknown>
  /** 64-bit integer. */
  readonly integer: RawBuilder<unknown>
  /** 64-bit floating point. */
  readonly real: RawBuilder<unknown>
}

/** The column types of the engine behind `db`. */
export function columnTypes(db: Kysely<Tables>): ColumnTypes {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  return {
    text: isPostgres ? sql`text collate "C"` : sql`text`,
    integer: isPostgres ? sql`bigint` : sql`integer`,
    real: isPostgres ? sql`double precision` : sql`real`,
  }
}
