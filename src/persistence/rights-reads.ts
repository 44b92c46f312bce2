import { type Expression, type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import type { RightsReads } from '../access/ports.ts'
import type { GrantRecord, GrantState, PolicyPublication, Principal } from '../access/types.ts'
import type { Connection } from './access-state.ts'
import { readOnly } from './audited-work.ts'
import { grantOf } from './grant-store.ts'
import { createPersonStore } from './person-store.ts'
import { versionOf } from './policy-store.ts'
import { createPolicyProposalStore, grantRequestOf, policyProposalOf } from './steward-request-store.ts'
import type { GrantRequestTable, PolicyVersionTable, RoleGrantTable, Tables } from './tables.ts'
import { createTokenStore } from './token-store.ts'

type GrantQuery = Parameters<RightsReads['grants']>[0]

/** Reads grants and versions of policies for people to look at. */
export function createRightsReads(connection: Connection): RightsReads {
  const { kysely } = connection
  return {
    async grants(query, { first, after }) {
      const page = { limit: first + 1, after: after ?? '' }
      const [granted, requested] = await Promise.all([
        grantedRows(kysely, query, page),
        requestedRows(kysely, query, page),
      ])
      const confirmed = await confirmations(kysely, granted)
      const items = [...granted.map((row) => grantedRecord(row, confirmed)), ...requested.map(requestedRecord)]
      const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      return { items: sorted.slice(0, first), hasNextPage: sorted.length > first }
    },
    async grant(id) {
      const row = await kysely.selectFrom('role_grant').selectAll().where('id', '=', id).executeTakeFirst()
      if (row !== undefined) return grantedRecord(row, await confirmations(kysely, [row]))
      const request = await kysely.selectFrom('grant_request').selectAll().where('id', '=', id).executeTakeFirst()
      return request === undefined ? null : requestedRecord(request)
    },
    async policies({ first, after }) {
      const newest = kysely
        .selectFrom('policy_version')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(first + 1)
      const rows = await (after === null ? newest : newest.where('number', '<', after)).execute()
      const items = await publications(kysely, rows.slice(0, first))
      return { items, hasNextPage: rows.length > first }
    },
    async policy(number) {
      const row = await kysely.selectFrom('policy_version').selectAll().where('number', '=', number).executeTakeFirst()
      return row === undefined ? null : ((await publications(kysely, [row]))[0] ?? null)
    },
    proposal: (id) => createPolicyProposalStore(kysely).byId(id),
    tokens: createTokenStore(connection, readOnly),
    persons: createPersonStore(connection),
  }
}

interface Page {
  readonly limit: number
  readonly after: string
}

async function grantedRows(kysely: Kysely<Tables>, query: GrantQuery, { limit, after }: Page) {
  const states = statesIn<'ACTIVE' | 'EXPIRED' | 'REVOKED'>(query, {
    ACTIVE: sql`(revoked_at is null and (expires_at is null or expires_at > ${query.now}))`,
    EXPIRED: sql`(revoked_at is null and expires_at <= ${query.now})`,
    REVOKED: sql`(revoked_at is not null)`,
  })
  if (states === null) return []
  const rows = kysely.selectFrom('role_grant').selectAll().where('id', '>', after).orderBy('id').limit(limit)
  return rows.where(states).where(facts(query)).where(theirs(query, 'created_by')).execute()
}

async function requestedRows(kysely: Kysely<Tables>, query: GrantQuery, { limit, after }: Page) {
  const states = statesIn<'PENDING' | 'LAPSED' | 'WITHDRAWN'>(query, {
    PENDING: sql`(outcome is null and lapses_at > ${query.now})`,
    LAPSED: sql`(outcome is null and lapses_at <= ${query.now})`,
    WITHDRAWN: sql`(outcome = 'WITHDRAWN')`,
  })
  if (states === null) return []
  const rows = kysely.selectFrom('grant_request').selectAll().where('id', '>', after).orderBy('id').limit(limit)
  return rows.where(states).where(facts(query)).where(theirs(query, 'requested_by')).execute()
}

/** Rows in one of the states that are asked for; null where that is none of these. */
function statesIn<State extends GrantState>(
  { states = [] }: GrantQuery,
  conditions: Readonly<Record<State, Expression<SqlBool>>>,
): Expression<SqlBool> | null {
  const all = Object.entries<Expression<SqlBool>>(conditions)
  const wanted = all.filter(([state]) => states.length === 0 || states.some((one) => one === state))
  return wanted.length === 0
    ? null
    : sql<SqlBool>`(${sql.join(
        wanted.map(([, condition]) => condition),
        sql` or `,
      )})`
}

const always = sql<SqlBool>`1 = 1`

function facts({ holder, role, scope }: GrantQuery): Expression<SqlBool> {
  const conditions = [
    ...(holder === undefined ? [] : [sql<SqlBool>`(holder_type = ${holder.type} and holder_id = ${holder.id})`]),
    ...(role === undefined ? [] : [sql<SqlBool>`(role = ${role})`]),
    ...(scope === undefined ? [] : [sql<SqlBool>`(scope_type = ${scope.type} and scope_id = ${scope.id})`]),
  ]
  return conditions.length === 0 ? always : sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** To this principal or its teams, or asked for by it. */
function theirs({ heldBy }: GrantQuery, author: 'created_by' | 'requested_by'): Expression<SqlBool> {
  if (heldBy === null) return always
  const { id, kind, teams }: Principal = heldBy
  const ofTeams =
    teams.length === 0 ? sql`` : sql` or (holder_type = 'TEAM' and holder_id in (${sql.join([...teams])}))`
  return sql<SqlBool>`(${sql.ref(author)} = ${id} or (holder_type = ${kind} and holder_id = ${id})${ofTeams})`
}

/** Who confirmed grants, by their ids. */
async function confirmations(
  kysely: Kysely<Tables>,
  rows: readonly Selectable<RoleGrantTable>[],
): Promise<ReadonlyMap<string, string | null>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const found = await kysely.selectFrom('grant_request').select(['id', 'decided_by']).where('id', 'in', ids).execute()
  return new Map(found.map(({ id, decided_by }) => [id, decided_by]))
}

function grantedRecord(row: Selectable<RoleGrantTable>, confirmed: ReadonlyMap<string, string | null>): GrantRecord {
  const { revokedAt, ...grant } = grantOf(row)
  return { ...grant, standing: { kind: 'GRANTED', confirmedBy: confirmed.get(row.id) ?? null, revokedAt } }
}

function requestedRecord(row: Selectable<GrantRequestTable>): GrantRecord {
  const { id, holder, role, scope, expiresAt, reason, requester, requestedAt, lapsesAt, decision } = grantRequestOf(row)
  return {
    id,
    holder,
    role,
    scope,
    expiresAt,
    reason,
    createdBy: requester.id,
    createdAt: requestedAt,
    standing: { kind: 'REQUESTED', lapsesAt, withdrawnAt: decision?.at ?? null },
  }
}

async function publications(
  kysely: Kysely<Tables>,
  rows: readonly Selectable<PolicyVersionTable>[],
): Promise<readonly PolicyPublication[]> {
  if (rows.length === 0) return []
  const numbers = rows.map(({ number }) => number)
  const found = await kysely.selectFrom('policy_proposal').selectAll().where('published_as', 'in', numbers).execute()
  const proposals = new Map(found.map((row) => [row.published_as, policyProposalOf(row)]))
  return rows.map((row) => ({ version: versionOf(row), proposal: proposals.get(row.number) ?? null }))
}
