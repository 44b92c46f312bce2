import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { Database } from '../../src/persistence/database.ts'
import { pollUntil } from '../../tools/launch/ready.ts'

/** A store in which nobody can commit a change that is recorded. */
export interface HeldCommits {
  /** Resolves when somebody waits for it, as far as the store tells. */
  waitedFor(): Promise<void>
  release(): Promise<void>
}

/** Takes what every recorded change takes last: the only writer of a SQLite file, or the head of the trail on PostgreSQL. */
export async function holdCommits(database: Database): Promise<HeldCommits> {
  return database.path === null ? holdHead(database) : holdFile(database.path)
}

function holdFile(path: string): HeldCommits {
  const holder = new DatabaseSync(path)
  holder.exec('begin immediate')
  return {
    // A file tells nobody who waits for it.
    waitedFor: async () => undefined,
    async release() {
      holder.exec('rollback')
      holder.close()
    },
  }
}

async function holdHead({ kysely }: Database): Promise<HeldCommits> {
  const held = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const holding = kysely.transaction().execute(async (trx) => {
    await trx.selectFrom('audit_head').selectAll().forUpdate().execute()
    held.resolve()
    await released.promise
  })
  await Promise.race([held.promise, holding])
  const waiting = sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  return {
    async waitedFor() {
      const isWaiting = async () => Number((await waiting.execute(kysely)).rows[0]?.count) > 0
      if (!(await pollUntil(isWaiting, 60_000, () => false))) throw new Error('Nobody waits')
    },
    async release() {
      released.resolve()
      await holding
    },
  }
}
