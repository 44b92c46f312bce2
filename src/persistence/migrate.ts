import { type Kysely, sql } from 'kysely'
import { Fault } from '../kernel/problem.ts'
import type { Database } from './database.ts'
import { lockFor } from './lock.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import { columnTypes, type Migration } from './migrations/migration.ts'
import type { Tables } from './tables.ts'

/** How the schema of a store relates to this binary. */
export interface MigrationStatus {
  /** In the order in which they ran. */
  readonly applied: readonly string[]
  readonly pending: readonly string[]
  /** Steps that a newer binary took. */
  readonly unknown: readonly { readonly name: string; readonly isBreaking: boolean }[]
}

/**
 * Brings the schema up to this binary, all steps in one transaction. Processes that start at once wait for each other.
 * Throws a `Fault`, having changed nothing, when a newer binary took a step that this one cannot live with.
 * `migrations` is every step unless a test says otherwise. Answers the steps that it took.
 */
export async function migrateToLatest(
  database: Database,
  migrations: readonly Migration[] = allMigrations,
): Promise<readonly string[]> {
  return database.kysely.transaction().execute(async (trx) => {
    await lockFor(trx, database.engine, 'modelwarden.migrate')
    await createMigrationTable(trx)
    const status = statusOf(await appliedMigrations(trx), migrations)
    refuseNewer(status)
    const pending = migrations.filter(({ name }) => status.pending.includes(name))
    for (const migration of pending) {
      const { name, isBreaking } = migration
      await migration.up(trx)
      const row = { name, is_breaking: isBreaking ? 1 : 0, applied_at: Date.now() }
      await trx.insertInto('schema_migration').values(row).execute()
    }
    return status.pending
  })
}

/** Compares the schema with this binary and changes nothing. A store without any schema has every step pending. */
export async function migrationStatus(
  database: Database,
  migrations: readonly Migration[] = allMigrations,
): Promise<MigrationStatus> {
  const isThere = await hasMigrationTable(database)
  return statusOf(isThere ? await appliedMigrations(database.kysely) : [], migrations)
}

/** Throws a `Fault` when the store is newer than this binary can live with. */
export function refuseNewer(status: MigrationStatus): void {
  const breaking = status.unknown.filter(({ isBreaking }) => isBreaking).map(({ name }) => name)
  if (breaking.length === 0) return
  throw new Fault({
    code: 'UNSUPPORTED',
    publicMessage: 'The store was written by a newer Modelwarden; start that version or a later one.',
    internalMessage: `The store has breaking steps that this binary does not know: ${breaking.join(', ')}`,
    retryable: false,
  })
}

interface AppliedMigration {
  readonly name: string
  readonly isBreaking: boolean
}

function statusOf(applied: readonly AppliedMigration[], migrations: readonly Migration[]): MigrationStatus {
  const known = new Set(migrations.map(({ name }) => name))
  const done = new Set(applied.map(({ name }) => name))
  return {
    applied: applied.map(({ name }) => name),
    pending: migrations.map(({ name }) => name).filter((name) => !done.has(name)),
    unknown: applied.filter(({ name }) => !known.has(name)),
  }
}

async function appliedMigrations(db: Kysely<Tables>): Promise<readonly AppliedMigration[]> {
  const rows = await db.selectFrom('schema_migration').select(['name', 'is_breaking']).orderBy('name').execute()
  return rows.map(({ name, is_breaking }) => ({ name, isBreaking: is_breaking === 1 }))
}

async function createMigrationTable(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('is_breaking', integer, (column) => column.notNull())
    .addColumn('applied_at', integer, (column) => column.notNull())
    .execute()
}

async function hasMigrationTable({ kysely, engine }: Database): Promise<boolean> {
  const query =
    engine === 'sqlite'
      ? sql<{ found: number }>`select count(*) as found from sqlite_master where name = 'schema_migration'`
      : sql<{ found: number }>`select count(*) as found from pg_class where oid = to_regclass('schema_migration')`
  const { rows } = await query.execute(kysely)
  return rows[0]?.found === 1
}
