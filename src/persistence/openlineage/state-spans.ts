import { eventSourceId } from '../../kernel/event-source.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { LineageConfidence } from '../../lineage/types.ts'
import type { SameReader } from '../lineage/same-keys.ts'
import { insertEdges, type NewEdge } from '../lineage/write-edges.ts'
import { allSpans, isOf, type PartyEdge, type Span } from './spans.ts'

/**
 * Makes the times in which an edge held those of the index. They replace what was there: an event that arrives late
 * corrects the past, and what it corrects was never so. Answers the keys of the ends when anything changed.
 */
export async function stateSpans(
  place: SameReader,
  edge: PartyEdge,
  { confidence, now }: { readonly confidence: LineageConfidence; readonly now: number },
): Promise<readonly LineageKey[]> {
  const { party, kind, from, to } = edge
  const statedBy = `openlineage ${party} ${kind} ${from} ${to}`
  const known = await readStated(place, statedBy)
  const spans = await allSpans(place.kysely, edge)
  const wanted = await Promise.all(spans.map((span) => factsOf(place, edge, span)))
  if (JSON.stringify(known) === JSON.stringify(wanted)) return []
  await place.kysely.deleteFrom('lineage_edge').where('stated_by', '=', statedBy).execute()
  const told = { from_key: from, to_key: to, kind, confidence, stated_by: statedBy, source: eventSourceId } as const
  await insertEdges(
    place,
    wanted.map((facts) => ({ ...told, ...facts, observed_at: now, basis: 'TOLD' })),
  )
  // Made from keys.
  return [from as LineageKey, to as LineageKey]
}

type StatedFacts = Pick<NewEdge, 'valid_from' | 'valid_to' | 'sender' | 'columns_json'>

function readStated({ kysely }: SameReader, statedBy: string): Promise<readonly StatedFacts[]> {
  return kysely
    .selectFrom('lineage_edge')
    .select(['valid_from', 'valid_to', 'sender', 'columns_json'])
    .where('stated_by', '=', statedBy)
    .orderBy('valid_from')
    .execute()
}

/** Whoever told first that it holds sent it; columns are as they were told last. */
async function factsOf({ kysely }: SameReader, edge: PartyEdge, { from, to }: Span): Promise<StatedFacts> {
  const first = await kysely
    .selectFrom('openlineage_presence')
    .select('sender')
    .where(isOf(edge))
    .where('at', '=', from)
    .orderBy('sender')
    .limit(1)
    .executeTakeFirst()
  let told = kysely
    .selectFrom('openlineage_presence')
    .select('columns_json')
    .where(isOf(edge))
    .where('columns_json', 'is not', null)
    .where('at', '>=', from)
  if (to !== null) told = told.where('at', '<', to)
  const last = await told
    .orderBy('at', 'desc')
    .orderBy('columns_at', 'desc')
    .orderBy('columns_json', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    valid_from: from,
    valid_to: to,
    sender: first?.sender ?? null,
    columns_json: last?.columns_json ?? null,
  }
}
