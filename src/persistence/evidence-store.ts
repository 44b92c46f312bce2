import type { Transaction } from 'kysely'
import type { AuditDraft } from '../audit/types.ts'
import type { EvidenceDraft, EvidenceKey, EvidenceStore } from '../evidence/ports.ts'
import type { Evidence } from '../evidence/types.ts'
import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import { databaseTime } from './database-time.ts'
import { evidenceOf, evidenceRow } from './evidence-rows.ts'
import { isIn } from './json-rows.ts'
import { lockFor } from './lock.ts'
import type { Tables } from './tables.ts'

type Read = Pick<Transaction<Tables>, 'selectFrom'>

/** Keeps evidence in the store. */
export function createEvidenceStore(
  { kysely, engine }: Database,
  audited: Pick<AuditedStore, 'change'>,
): EvidenceStore {
  return {
    add: (draft) =>
      audited.change(async (trx, append) => {
        await lockFor(trx, engine, `modelwarden.evidence ${draft.key.principal}`)
        const earlier = await earlierIn(trx, draft.key)
        if (!earlier.ok) return earlier
        if (earlier.value !== null) return succeed(earlier.value)
        const evidence = evidenceFrom(draft, await databaseTime(trx, engine))
        await trx.insertInto('evidence').values(evidenceRow(evidence, draft.key)).execute()
        append(eventOf(evidence, draft))
        return succeed(evidence)
      }),
    earlier: (key) => earlierIn(kysely, key),
    async latest({ version, gate, subjectDigest }) {
      const own = kysely
        .selectFrom('evidence')
        .where('version_uid', '=', version)
        .where('gate', '=', gate)
        .where('subject_digest', '=', subjectDigest)
      const last = own.select(({ fn }) => ['producer', fn.max('issued_at').as('issued_at')]).groupBy('producer')
      const rows = await own
        .innerJoin(last.as('last'), (join) =>
          join.onRef('last.producer', '=', 'evidence.producer').onRef('last.issued_at', '=', 'evidence.issued_at'),
        )
        .selectAll('evidence')
        .orderBy('evidence.uid')
        .execute()
      return rows.map(evidenceOf)
    },
    async list(version, { gate, first, after }) {
      const own = kysely.selectFrom('evidence').selectAll().where('version_uid', '=', version)
      const ofGate = gate === null ? own : own.where('gate', '=', gate)
      const rest = after === null ? ofGate : ofGate.where('uid', '<', after)
      const rows = await rest
        .orderBy('uid', 'desc')
        .limit(first + 1)
        .execute()
      return { items: rows.slice(0, first).map(evidenceOf), hasNextPage: rows.length > first }
    },
    async byUids(uids) {
      if (uids.length === 0) return []
      const query = kysely.selectFrom('evidence').selectAll()
      const rows = await query.where(isIn(engine, 'uid', uids)).execute()
      const byUid = new Map(rows.map((row) => [row.uid, evidenceOf(row)]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
  }
}

/** By key where there is one, else by content: what was sent twice was added once. */
async function earlierIn(db: Read, key: EvidenceKey): Promise<Outcome<Evidence | null>> {
  const own = db.selectFrom('evidence').selectAll().where('principal', '=', key.principal)
  if (key.idempotencyKey !== null) {
    const keyed = await own.where('idempotency_key', '=', key.idempotencyKey).executeTakeFirst()
    if (keyed !== undefined)
      return keyed.content_digest === key.contentDigest ? succeed(evidenceOf(keyed)) : refuse(conflict)
  }
  const same = await own.where('content_digest', '=', key.contentDigest).executeTakeFirst()
  return succeed(same === undefined ? null : evidenceOf(same))
}

const conflict = problem('IDEMPOTENCY_CONFLICT', 'Other evidence was sent under this key before.', {
  field: ['idempotencyKey'],
})

function evidenceFrom(
  { claim, version, subjectDigest, artifactDigest, producer, key }: EvidenceDraft,
  now: number,
): Evidence {
  const said = { producer: producer.name, principal: key.principal, receivedAt: now }
  return { ...claim, uid: mintUid(now), version, subjectDigest, artifactDigest, ...said }
}

/** Everything that was said is in the digest; values and addresses themselves are for those who see the version. */
function eventOf(evidence: Evidence, { key, by }: EvidenceDraft): AuditDraft {
  const { uid, version, gate, outcome, producer, subjectDigest, digest, issuedAt, expiresAt } = evidence
  const said = { gate, outcome, producer, subjectDigest, digest, issuedAt, expiresAt, contentDigest: key.contentDigest }
  return {
    type: 'gov.evidence.attested.v1',
    actor: by,
    action: 'evidence:attest',
    resource: { type: 'Evidence', id: uid },
    decision: 'ALLOW',
    details: { version, ...said },
  }
}
