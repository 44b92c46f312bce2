import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** Names an edge of a party. */
export interface PartyEdge {
  readonly party: string
  readonly kind: string
  readonly from: string
  readonly to: string
}

/** A time in which an edge held; open where `to` is null. */
export interface Span {
  readonly from: number
  readonly to: number | null
}

/**
 * Finds anew in which times an edge held, where runs have changed what they tell at these moments. It holds from a run that
 * has it until a later completed run that does not. What lies beyond the nearest runs that have it, before and after, is
 * not affected and not read, so a job with many runs costs no more than one with few. Answers whether anything changed.
 */
export async function renewSpans(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  moments: readonly number[],
): Promise<boolean> {
  const [first, last] = [Math.min(...moments), Math.max(...moments)]
  const before = await presentBefore(kysely, edge, first)
  const after = await presentAfter(kysely, edge, last)
  const between = await presentWithin(kysely, edge, [first, last])
  const old = await spansAround(kysely, edge, { before, after })
  const points = [...(before === null ? [] : [before]), ...between, ...(after === null ? [] : [after])]
  const spans = await spansOf(kysely, edge, { points, before, after, old })
  if (JSON.stringify(spans) === JSON.stringify(old)) return false
  await replace(kysely, edge, { old, spans })
  return true
}

/** All times in which an edge held, the first first. */
export async function allSpans(kysely: Kysely<Tables>, edge: PartyEdge): Promise<readonly Span[]> {
  const rows = await kysely
    .selectFrom('openlineage_span')
    .select(['valid_from as from', 'valid_to as to'])
    .where(isOf(edge))
    .orderBy('valid_from')
    .execute()
  return rows
}

/** Edges of a party that may end, or no longer end, at a moment. */
export async function edgesOpenAt(
  kysely: Kysely<Tables>,
  party: string,
  moment: number,
): Promise<readonly PartyEdge[]> {
  return kysely
    .selectFrom('openlineage_span')
    .select(['party', 'kind', 'from_key as from', 'to_key as to'])
    .where('party', '=', party)
    .where('valid_from', '<', moment)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', moment)]))
    .execute()
}

/** Condition for the rows of an edge in the tables that have its columns. */
export function isOf({ party, kind, from, to }: PartyEdge) {
  return sql<SqlBool>`party = ${party} and kind = ${kind} and from_key = ${from} and to_key = ${to}`
}

interface Neighbours {
  readonly before: number | null
  readonly after: number | null
}

async function spansOf(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  { points, before, after, old }: Neighbours & { readonly points: readonly number[]; readonly old: readonly Span[] },
): Promise<readonly Span[]> {
  const spans: Span[] = []
  // Since when it has held at the first point was decided before it.
  let since = before === null ? points[0] : old[0]?.from
  for (const [index, point] of points.entries()) {
    if (since === undefined) break
    const next = points[index + 1]
    // Until when it holds from the last point on is decided after it.
    if (next === undefined && after !== null) spans.push({ from: since, to: old.at(-1)?.to ?? null })
    else {
      const ended = await firstAbsence(kysely, edge, { after: point, upTo: next ?? null })
      if (ended === null && next !== undefined) continue
      spans.push({ from: since, to: ended })
      since = next
    }
  }
  return spans
}

/** Known spans that the neighbours or anything between them are in. */
async function spansAround(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  { before, after }: Neighbours,
): Promise<readonly Span[]> {
  let query = kysely.selectFrom('openlineage_span').select(['valid_from as from', 'valid_to as to']).where(isOf(edge))
  if (after !== null) query = query.where('valid_from', '<=', after)
  if (before !== null)
    query = query.where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', before)]))
  return query.orderBy('valid_from').execute()
}

async function replace(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  { old, spans }: { readonly old: readonly Span[]; readonly spans: readonly Span[] },
): Promise<void> {
  const { party, kind, from, to } = edge
  const [first, last] = [old[0], old.at(-1)]
  if (first !== undefined && last !== undefined)
    await kysely
      .deleteFrom('openlineage_span')
      .where(isOf(edge))
      .where('valid_from', '>=', first.from)
      .where('valid_from', '<=', last.from)
      .execute()
  if (spans.length === 0) return
  const rows = spans.map((span) => ({
    party,
    kind,
    from_key: from,
    to_key: to,
    valid_from: span.from,
    valid_to: span.to,
  }))
  await kysely.insertInto('openlineage_span').values(rows).execute()
}

function presences(kysely: Kysely<Tables>, edge: PartyEdge) {
  return kysely.selectFrom('openlineage_presence').select('at').where(isOf(edge))
}

async function presentBefore(kysely: Kysely<Tables>, edge: PartyEdge, moment: number): Promise<number | null> {
  const row = await presences(kysely, edge).where('at', '<', moment).orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row?.at ?? null
}

async function presentAfter(kysely: Kysely<Tables>, edge: PartyEdge, moment: number): Promise<number | null> {
  const row = await presences(kysely, edge).where('at', '>', moment).orderBy('at').limit(1).executeTakeFirst()
  return row?.at ?? null
}

async function presentWithin(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  [first, last]: readonly [number, number],
): Promise<readonly number[]> {
  const rows = await presences(kysely, edge)
    .where('at', '>=', first)
    .where('at', '<=', last)
    .distinct()
    .orderBy('at')
    .execute()
  return rows.map(({ at }) => at)
}

/** When the first run completed that told of such things and had not this edge. */
async function firstAbsence(
  kysely: Kysely<Tables>,
  edge: PartyEdge,
  { after, upTo }: { readonly after: number; readonly upTo: number | null },
): Promise<number | null> {
  if (edge.kind === 'COPIED_TO') return null
  const tells = edge.kind === 'STARTED' ? 'tells_parent' : 'tells_data'
  let query = kysely
    .selectFrom('openlineage_run as r')
    .select('r.completed_at')
    .where('r.party', '=', edge.party)
    .where('r.completed_at', '>', after)
    .where(`r.${tells}`, '=', 1)
    .where(
      sql<SqlBool>`not exists (select 1 from openlineage_presence as p where p.party = r.party and p.run_id = r.run_id
        and p.kind = ${edge.kind} and p.from_key = ${edge.from} and p.to_key = ${edge.to})`,
    )
  if (upTo !== null) query = query.where('r.completed_at', '<=', upTo)
  const row = await query.orderBy('r.completed_at').limit(1).executeTakeFirst()
  return row?.completed_at ?? null
}
