import type { Selectable, Transaction } from 'kysely'
import type { AuditDraft } from '../audit/types.ts'
import type { ConsumerDraft, ConsumerStore } from '../consumers/ports.ts'
import type { Consumer } from '../consumers/types.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import type { AuditedStore } from './audited-work.ts'
import type { ConsumerTable } from './consumer-tables.ts'
import type { Database } from './database.ts'
import { foldText } from './fold-text.ts'
import { isIn } from './json-rows.ts'
import { takeStatementIn } from './lineage/state.ts'
import { lockFor } from './lock.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

/** Keeps consumers in the store, and tells lineage of them in the same transaction. */
export function createConsumerStore(database: Database, audited: Pick<AuditedStore, 'change'>): ConsumerStore {
  const { kysely, engine } = database
  const change = async (draft: ConsumerDraft, next: NextConsumer): Promise<Consumer | null> => {
    const done = await audited.change(async (trx, append) => {
      await lockFor(trx, engine, `modelwarden.consumer ${draft.object.uid}`)
      const known = await consumerNamed(trx, draft)
      const consumer = await next(trx, known)
      if (consumer === null || consumer === known) return { consumer, sequence: null }
      await save(trx, consumer)
      append(eventOf({ consumer, known, draft }))
      const sequence = await takeStatementIn({ kysely: trx, engine }, draft.statementOf(consumer))
      return { consumer, sequence }
    })
    database.news.tell(done.sequence)
    return done.consumer
  }
  return {
    register: (draft) =>
      change(draft, async (trx, known) => {
        if (known?.endedAt === null && isAsTold(known, draft)) return known
        const isMore = known === null || known.endedAt !== null
        if (isMore && (await countActive(trx, draft.object.uid)) >= draft.activeMax) return null
        return registered(known, draft)
      }),
    end: (draft) =>
      change(draft, async (_trx, known) => {
        if (known === null || known.endedAt !== null) return known
        const now = laterThan(known, draft.now)
        return { ...known, endedAt: now, updatedAt: now }
      }),
    async byUids(uids) {
      if (uids.length === 0) return []
      const rows = await kysely
        .selectFrom('consumer')
        .selectAll()
        .where(isIn(engine, 'uid', uids))
        .execute()
      const byUid = new Map(rows.map((row) => [row.uid, consumerOf(row)]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async ofObjects(objects) {
      if (objects.length === 0) return new Map()
      const active = kysely.selectFrom('consumer').selectAll().where('ended_at', 'is', null)
      const query = active
        .where(isIn(engine, 'object_uid', objects))
        .orderBy('registered_at')
        .orderBy('uid')
      return Map.groupBy((await query.execute()).map(consumerOf), ({ objectUid }) => objectUid)
    },
  }
}

/** The consumer as it is to be; the known one itself when nothing changes, null when it cannot be. */
type NextConsumer = (trx: Transaction<Tables>, known: Consumer | null) => Promise<Consumer | null>

function registered(known: Consumer | null, { facts, object, now }: ConsumerDraft): Consumer {
  const at = laterThan(known, now)
  const own = { ...facts, objectUid: object.uid, updatedAt: at, endedAt: null }
  if (known === null) return { ...own, uid: mintUid(now), registeredAt: at, activeSince: at }
  const { uid, registeredAt, activeSince, endedAt } = known
  return { ...own, uid, registeredAt, activeSince: endedAt === null ? activeSince : at }
}

/** Of two changes in one millisecond lineage could not tell which is the later. */
function laterThan(known: Consumer | null, now: number): number {
  return known === null ? now : Math.max(now, known.updatedAt + 1)
}

function isAsTold(known: Consumer, { facts }: ConsumerDraft): boolean {
  const keys = ['name', 'kind', 'criticality', 'ownerTeam', 'contact', 'endpoint'] as const
  return keys.every((key) => known[key] === facts[key])
}

async function consumerNamed(trx: Transaction<Tables>, { object, facts }: ConsumerDraft): Promise<Consumer | null> {
  const query = trx.selectFrom('consumer').selectAll().where('object_uid', '=', object.uid)
  const row = await query.where('name_folded', '=', foldText(storableText(facts.name))).executeTakeFirst()
  return row === undefined ? null : consumerOf(row)
}

async function countActive(trx: Transaction<Tables>, objectUid: Uid): Promise<number> {
  const active = trx.selectFrom('consumer').where('object_uid', '=', objectUid).where('ended_at', 'is', null)
  const { count } = await active.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

async function save(trx: Transaction<Tables>, consumer: Consumer): Promise<void> {
  const { uid, ...row } = rowOf(consumer)
  await trx
    .insertInto('consumer')
    .values({ uid, ...row })
    .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
    .execute()
}

interface ConsumerChange {
  readonly consumer: Consumer
  readonly known: Consumer | null
  readonly draft: ConsumerDraft
}

/** Names and contacts are people's often enough, so the trail has neither, nor a digest that they could be guessed by. */
function eventOf({ consumer, known, draft }: ConsumerChange): AuditDraft {
  const { kind, criticality, ownerTeam, endpoint, objectUid, endedAt } = consumer
  const verb = endedAt !== null ? 'ended' : known === null ? 'registered' : 'changed'
  const of = { objectType: draft.object.kind, objectId: objectUid }
  return {
    type: `gov.consumer.${verb}.v1`,
    actor: draft.by,
    action: 'consumer:register',
    resource: { type: 'Consumer', id: consumer.uid },
    decision: 'ALLOW',
    details: { ...of, kind, criticality, ownerTeam, endpoint },
  }
}

function rowOf(consumer: Consumer): ConsumerTable {
  return {
    uid: consumer.uid,
    object_uid: consumer.objectUid,
    name: consumer.name,
    name_folded: foldText(storableText(consumer.name)),
    kind: consumer.kind,
    criticality: consumer.criticality,
    owner_team: consumer.ownerTeam,
    contact: consumer.contact,
    endpoint: consumer.endpoint,
    registered_at: consumer.registeredAt,
    updated_at: consumer.updatedAt,
    active_since: consumer.activeSince,
    ended_at: consumer.endedAt,
  }
}

function consumerOf(row: Selectable<ConsumerTable>): Consumer {
  return {
    // Written by `rowOf` from the same type.
    uid: row.uid as Uid,
    objectUid: row.object_uid as Uid,
    name: row.name,
    kind: row.kind as Consumer['kind'],
    criticality: row.criticality as Consumer['criticality'],
    ownerTeam: row.owner_team,
    contact: row.contact,
    endpoint: row.endpoint,
    registeredAt: row.registered_at,
    updatedAt: row.updated_at,
    activeSince: row.active_since,
    endedAt: row.ended_at,
  }
}
