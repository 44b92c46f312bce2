import type { Transaction } from 'kysely'
import type { CiReport, CiStore } from '../evidence/ports.ts'
import type { CiCheck } from '../evidence/types.ts'
import { ciStates } from '../kernel/ci-states.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import { ciCheckOf } from './evidence-rows.ts'
import { lockFor } from './lock.ts'
import type { Tables } from './tables.ts'

/** Checks that a producer may have of one commit: a name that is another at each run would fill the store. */
const checksMax = 500

type Sender = Parameters<CiStore['take']>[1]

/** Keeps what the checks of commits came to. */
export function createCiStore({ kysely, engine }: Database, audited: Pick<AuditedStore, 'change'>): CiStore {
  return {
    take: (report, sender) =>
      audited.change(async (trx, append) => {
        const { producer, by } = sender
        await lockFor(trx, engine, `modelwarden.ci ${producer.name} ${report.commit}`)
        const known = await namesOf(trx, report, producer.name)
        const names = new Set([...known, ...report.checks.map(({ name }) => name)])
        if (names.size > checksMax) return null
        let changed = 0
        for (const check of report.checks) if (await takeOne(trx, { report, check, sender })) changed += 1
        if (changed === 0) return 0
        append({
          type: 'gov.ci.reported.v1',
          actor: by,
          action: 'ci:report',
          resource: { type: 'Commit', id: report.commit },
          decision: 'ALLOW',
          details: { producer: producer.name, checks: changed },
        })
        return changed
      }),
    async checksOf(commit) {
      const rows = kysely.selectFrom('ci_check').selectAll().where('commit_id', '=', commit)
      return (await rows.orderBy('repository').orderBy('producer').orderBy('name').execute()).map(ciCheckOf)
    },
  }
}

async function namesOf(
  trx: Transaction<Tables>,
  { repository, commit }: CiReport,
  producer: string,
): Promise<readonly string[]> {
  const own = trx.selectFrom('ci_check').select('name').where('commit_id', '=', commit)
  const rows = await own.where('repository', '=', repository).where('producer', '=', producer).execute()
  return rows.map(({ name }) => name)
}

interface Taken {
  readonly report: CiReport
  readonly check: CiCheck
  readonly sender: Sender
}

/** Tells whether the check is another than it was. */
async function takeOne(trx: Transaction<Tables>, { report, check, sender }: Taken): Promise<boolean> {
  const { producer, now } = sender
  const rank = ciStates.indexOf(check.state)
  const said = { state: check.state, state_rank: rank, reported_at: check.at, url: check.url }
  const from = { principal: producer.principal, received_at: now }
  const key = { producer: producer.name, repository: report.repository, commit_id: report.commit, name: check.name }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('ci_check')
    .values({ ...key, ...said, ...from })
    .onConflict((conflict) =>
      conflict
        .columns(['commit_id', 'repository', 'producer', 'name'])
        .doUpdateSet({ ...said, ...from })
        .where(({ eb, or, and, ref }) =>
          or([
            eb(ref('ci_check.reported_at'), '<', check.at),
            and([eb(ref('ci_check.reported_at'), '=', check.at), eb(ref('ci_check.state_rank'), '<', rank)]),
            // Another principal of the producer says it again, such as after its account was replaced.
            and([
              eb(ref('ci_check.reported_at'), '=', check.at),
              eb(ref('ci_check.state_rank'), '=', rank),
              eb(ref('ci_check.principal'), '!=', producer.principal),
            ]),
          ]),
        ),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
