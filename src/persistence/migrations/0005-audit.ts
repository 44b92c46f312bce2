// Breaking: yes. A binary that does not know the audit trail would change things without a record.
// Locks: makes tables only.
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** The audit trail: entries and checkpoints that nothing changes or removes, and names apart from them. */
export const audit: Migration = {
  name: '0005-audit',
  isBreaking: true,
  async up(db) {
    await makeLog(db)
    await makeNames(db)
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    if (isPostgres) await refuseOnPostgres(db)
    else await refuseOnSqlite(db)
  },
}

async function makeLog(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('audit_event')
    .addColumn('stream', text, (column) => column.notNull())
    .addColumn('sequence', integer, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('actor', text)
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('resource_type', text, (column) => column.notNull())
    .addColumn('resource_id', text, (column) => column.notNull())
    .addColumn('decision', text, (column) => column.notNull())
    .addColumn('recorded_at', integer, (column) => column.notNull())
    .addColumn('event_json', text, (column) => column.notNull())
    .addColumn('leaf_hash', text, (column) => column.notNull())
    .addColumn('prev_hash', text, (column) => column.notNull())
    .addColumn('entry_hash', text, (column) => column.notNull())
    .addColumn('subtree_hash', text, (column) => column.notNull())
    .addColumn('key_id', text, (column) => column.notNull())
    .addColumn('signature', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_event_place', ['stream', 'sequence'])
    .execute()
  await db.schema.createIndex('audit_event_actor').on('audit_event').columns(['stream', 'actor', 'sequence']).execute()
  await db.schema.createIndex('audit_event_time').on('audit_event').columns(['stream', 'recorded_at']).execute()
  await db.schema
    .createTable('audit_head')
    .addColumn('stream', text, (column) => column.primaryKey().notNull())
    .addColumn('origin', text, (column) => column.notNull())
    .addColumn('size', integer, (column) => column.notNull())
    .addColumn('entry_hash', text, (column) => column.notNull())
    .addColumn('peaks', text, (column) => column.notNull())
    .addColumn('key_id', text, (column) => column.notNull())
    .addColumn('signature', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('stream', text, (column) => column.notNull())
    .addColumn('size', integer, (column) => column.notNull())
    .addColumn('note', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_checkpoint_place', ['stream', 'size'])
    .execute()
}

async function makeNames(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('audit_text')
    .addColumn('stream', text, (column) => column.notNull())
    .addColumn('sequence', integer, (column) => column.notNull())
    .addColumn('author', text)
    .addColumn('salt', text, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_text_place', ['stream', 'sequence'])
    .execute()
  await db.schema.createIndex('audit_text_author').on('audit_text').column('author').execute()
  await db.schema
    .createTable('principal')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('display_name', text)
    .addColumn('issuer', text)
    .addColumn('subject', text)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('erased_at', integer)
    .addUniqueConstraint('principal_identity', ['issuer', 'subject'])
    .execute()
}

/** `insert or replace` removes a row without firing the trigger of removals, so an insert at a taken place is refused too. */
async function refuseOnSqlite(db: Kysely<Tables>): Promise<void> {
  const places = { audit_event: 'sequence', audit_checkpoint: 'size' }
  for (const [table, place] of Object.entries(places)) {
    const refuse = sql.lit(`${table} is append-only`)
    const name = (verb: string) => sql.ref(`${table}_no_${verb}`)
    for (const verb of ['update', 'delete']) {
      await sql`create trigger ${name(verb)} before ${sql.raw(verb)} on ${sql.table(table)}
        begin select raise(abort, ${refuse}); end`.execute(db)
    }
    await sql`create trigger ${name('replace')} before insert on ${sql.table(table)}
      when exists (select 1 from ${sql.table(table)} as t where t.stream = new.stream and t.${sql.ref(place)} = new.${sql.ref(place)})
      begin select raise(abort, ${refuse}); end`.execute(db)
  }
  await sql`create trigger audit_head_no_delete before delete on audit_head
    begin select raise(abort, 'audit_head is never removed'); end`.execute(db)
  await sql`create trigger audit_head_grows before update on audit_head
    when new.size <= old.size or new.stream <> old.stream
    begin select raise(abort, 'audit_head only grows'); end`.execute(db)
}

async function refuseOnPostgres(db: Kysely<Tables>): Promise<void> {
  await sql`create function audit_refuse() returns trigger language plpgsql as
    $$ begin raise exception '% is append-only', tg_table_name; end $$`.execute(db)
  for (const table of ['audit_event', 'audit_checkpoint']) {
    await sql`create trigger ${sql.ref(`${table}_append_only`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function audit_refuse()`.execute(db)
  }
  await sql`create trigger audit_head_no_delete before delete or truncate on audit_head
    for each statement execute function audit_refuse()`.execute(db)
  await sql`create trigger audit_head_grows before update on audit_head for each row
    when (new.size <= old.size or new.stream <> old.stream) execute function audit_refuse()`.execute(db)
}
