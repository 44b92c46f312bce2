import type { ToldEdge, ToldWork } from '../../ingest/openlineage/ports.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { SameReader } from '../lineage/same-keys.ts'
import type { Tables } from '../tables.ts'
import { mergeRun, type RunRow } from './merge-run.ts'
import { edgesOpenAt, isOf, type PartyEdge, renewSpans } from './spans.ts'
import { stateSpans } from './state-spans.ts'

/** Who told of work, and when it was so. */
export interface Telling {
  readonly at: number
  readonly sender: string
  readonly now: number
}

/** Takes in what an event tells of one run. Answers the keys of the nodes whose edges changed. */
export async function takeWork(place: SameReader, work: ToldWork, telling: Telling): Promise<readonly LineageKey[]> {
  const known = await readRun(place, work)
  const run = mergeRun(known, work, telling.at)
  await saveRun(place, known, run)
  const touched = new Touched()
  for (const edge of work.edges) {
    const moments = await savePresence(place, { edge, work, telling })
    if (moments.length === 0) continue
    // Where it no longer lacks in a run that has completed, it is looked at from there too.
    touched.tell(partyEdge(work.party, edge), [...moments, ...(run.completed_at === null ? [] : [run.completed_at])])
  }
  for (const moment of movedEnds(known, run))
    for (const edge of await edgesOpenAt(place.kysely, work.party, moment)) touched.move(edge, moment)
  const keys: LineageKey[] = []
  for (const { edge, moments, isTold } of touched.all()) {
    const isChanged = await renewSpans(place.kysely, edge, moments)
    // Its sender or its columns may be others though it holds as long.
    if (isChanged || isTold)
      keys.push(...(await stateSpans(place, edge, { confidence: work.confidence, now: telling.now })))
  }
  return keys
}

/** Edges of which something is to be found out anew, and around which moments. */
class Touched {
  readonly #edges = new Map<string, { readonly edge: PartyEdge; readonly moments: number[]; isTold: boolean }>()

  /** The run tells something else of the edge itself. */
  tell(edge: PartyEdge, moments: readonly number[]): void {
    this.#add(edge, moments).isTold = true
  }

  /** Something that may end the edge has moved. */
  move(edge: PartyEdge, moment: number): void {
    this.#add(edge, [moment])
  }

  all() {
    return this.#edges.values()
  }

  #add(edge: PartyEdge, moments: readonly number[]) {
    const { kind, from, to } = edge
    const key = `${kind} ${from} ${to}`
    const touched = this.#edges.get(key) ?? { edge, moments: [], isTold: false }
    touched.moments.push(...moments)
    this.#edges.set(key, touched)
    return touched
  }
}

/** Moments at which edges that a run has not may begin or cease to end. */
function movedEnds(known: RunRow | null, run: RunRow): readonly number[] {
  const endsOf = (row: RunRow | null) =>
    row === null || row.completed_at === null ? [] : [`${row.completed_at} ${row.tells_data} ${row.tells_parent}`]
  const [before, after] = [endsOf(known), endsOf(run)]
  if (before[0] === after[0]) return []
  return [known?.completed_at ?? null, run.completed_at].filter((moment) => moment !== null)
}

function partyEdge(party: string, { kind, from, to }: ToldEdge): PartyEdge {
  return { party, kind, from, to }
}

async function readRun({ kysely }: SameReader, { party, runId }: ToldWork): Promise<RunRow | null> {
  const query = kysely.selectFrom('openlineage_run').selectAll().where('party', '=', party).where('run_id', '=', runId)
  return (await query.executeTakeFirst()) ?? null
}

async function saveRun({ kysely }: SameReader, known: RunRow | null, run: RunRow): Promise<void> {
  if (known === null) await kysely.insertInto('openlineage_run').values(run).execute()
  else if (JSON.stringify(known) !== JSON.stringify(run))
    await kysely
      .updateTable('openlineage_run')
      .set(run)
      .where('party', '=', run.party)
      .where('run_id', '=', run.run_id)
      .execute()
}

interface ToldPresence {
  readonly edge: ToldEdge
  readonly work: ToldWork
  readonly telling: Telling
}

/** Notes that an edge held in a run. Answers the moments that this changes something at; none when it was known. */
async function savePresence(place: SameReader, told: ToldPresence): Promise<readonly number[]> {
  const { kysely } = place
  const { edge, work, telling } = told
  const { at, sender } = telling
  const columns = edge.columns === null ? null : JSON.stringify(edge.columns)
  const row: Tables['openlineage_presence'] = {
    party: work.party,
    kind: edge.kind,
    from_key: edge.from,
    to_key: edge.to,
    run_id: work.runId,
    at,
    sender,
    columns_at: columns === null ? null : at,
    columns_json: columns,
  }
  const ofRun = isOf(partyEdge(work.party, edge))
  const known = await kysely
    .selectFrom('openlineage_presence')
    .selectAll()
    .where(ofRun)
    .where('run_id', '=', work.runId)
    .executeTakeFirst()
  if (known === undefined) {
    await kysely.insertInto('openlineage_presence').values(row).execute()
    return [at]
  }
  const merged = mergePresence(known, row)
  if (JSON.stringify(merged) === JSON.stringify(known)) return []
  await kysely.updateTable('openlineage_presence').set(merged).where(ofRun).where('run_id', '=', work.runId).execute()
  return [...new Set([known.at, merged.at])]
}

type PresenceRow = Tables['openlineage_presence']

/** The first telling counts for the time and its sender, the last for the columns. */
function mergePresence(known: PresenceRow, told: PresenceRow): PresenceRow {
  const isEarlier = told.at < known.at || (told.at === known.at && told.sender < known.sender)
  const columnsOf = (row: PresenceRow) => ({ columns_at: row.columns_at, columns_json: row.columns_json })
  const isNewer =
    (told.columns_at ?? -1) > (known.columns_at ?? -1) ||
    (told.columns_at === known.columns_at && (told.columns_json ?? '') > (known.columns_json ?? ''))
  return {
    ...(isEarlier ? { ...known, at: told.at, sender: told.sender } : known),
    ...columnsOf(isNewer ? told : known),
  }
}
