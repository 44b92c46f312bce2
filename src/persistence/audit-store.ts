import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { AuditStore, StrayRow } from '../audit/ports.ts'
import type { AuditFilter } from '../audit/types.ts'
import { principalsIn } from './audit-principals.ts'
import { auditReads, entryOf, headOf } from './audit-reads.ts'
import type { Database } from './database.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

/** The audit trail as it is stored. */
export function createAuditStore({ kysely }: Database): AuditStore {
  return {
    ...auditReads(kysely),
    async head(stream) {
      return headOf(
        stream,
        await kysely.selectFrom('audit_head').selectAll().where('stream', '=', stream).executeTakeFirst(),
      )
    },
    async list(filter, { first, before }) {
      const all = filtered(kysely, filter)
      const rest = before === null ? all : all.where('sequence', '<', before)
      const rows = await rest
        .selectAll()
        .orderBy('sequence', 'desc')
        .limit(first + 1)
        .execute()
      return { entries: rows.slice(0, first).map(entryOf), hasMore: rows.length > first }
    },
    async texts(stream, sequences) {
      if (sequences.length === 0) return []
      const rows = kysely.selectFrom('audit_text').selectAll().where('stream', '=', stream)
      return rows.where('sequence', 'in', [...sequences]).execute()
    },
    strays: () => straysIn(kysely),
    principals: (ids) => principalsIn(kysely, ids),
  }
}

type Query = SelectQueryBuilder<Tables, 'audit_event', object>

function filtered(kysely: Kysely<Tables>, filter: AuditFilter): Query {
  let query: Query = kysely.selectFrom('audit_event').where('stream', '=', filter.stream)
  const { actor, action, resource, decision, type, from, to } = filter
  if (action !== undefined) query = query.where('action', '=', storableText(action))
  if (decision !== undefined) query = query.where('decision', '=', decision)
  if (type !== undefined) query = query.where('type', '=', storableText(type))
  if (from !== undefined) query = query.where('recorded_at', '>=', from)
  if (to !== undefined) query = query.where('recorded_at', '<', to)
  if (resource !== undefined) query = withResource(query, storableText(resource))
  return actor === undefined ? query : withActor(query, storableText(actor), kysely)
}

function withResource(query: Query, resource: string): Query {
  const slash = resource.indexOf('/')
  if (slash === -1) return query.where('resource_type', '=', resource)
  return query
    .where('resource_type', '=', resource.slice(0, slash))
    .where('resource_id', '=', resource.slice(slash + 1))
}

/** By id, or by the name beside it. */
function withActor(query: Query, actor: string, kysely: Kysely<Tables>): Query {
  const named = kysely.selectFrom('principal').select('id').where('display_name', '=', actor)
  return query.where((where) => where.or([where('actor', '=', actor), where('actor', 'in', named)]))
}

/** Whoever adds a row by hand may add it where no reading of a log comes by. */
async function straysIn(db: Kysely<Tables>): Promise<readonly StrayRow[]> {
  const known = sql.join(['decisions', 'access'])
  const { rows } = await sql<StrayRow>`
    select 'audit_text' as "table", t.stream, t.sequence from audit_text as t
      left join audit_event as e on e.stream = t.stream and e.sequence = t.sequence where e.sequence is null
    union all select 'audit_event', stream, sequence from audit_event where stream not in (${known}) or sequence < 1
    union all select 'audit_checkpoint', stream, size from audit_checkpoint where stream not in (${known}) or size < 1
    union all select 'audit_head', stream, size from audit_head where stream not in (${known})
    limit 100`.execute(db)
  return rows
}
