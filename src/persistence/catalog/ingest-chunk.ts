import type { IngestBatch, IngestResult } from '../../catalog/ports.ts'
import type { MirroredKind, StreamProgress } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { Database } from '../database.ts'
import { logChanges } from '../lineage/changes.ts'
import { stateObjects } from '../lineage/state-objects.ts'
import { lockFor } from '../lock.ts'
import { equateData } from '../openlineage/equate-data.ts'
import { classifyPlan, type PlannedClasses } from './classify-plan.ts'
import { markObjectsDeleted } from './delete-objects.ts'
import { type Draft, draftKey } from './draft.ts'
import { draftsOfRecord } from './drafts-of-record.ts'
import type { Lookup } from './find-known.ts'
import { mergeDrafts } from './merge-drafts.ts'
import { type IngestPlan, type PlannedDraft, planIngest } from './plan-ingest.ts'
import { addClasses, reclassifyChildren } from './write-access-classes.ts'
import { writeDetails } from './write-details.ts'
import {
  insertObjects,
  moveYoungerChildren,
  type ObjectWriter,
  type PlacedDraft,
  touchObjects,
  updateObjects,
} from './write-objects.ts'

/** An object seen again without a crawl keeps its older time of observation for so long; most reads then write nothing. */
const observedToleranceMs = 10_000

/** Name of the lock that keeps writers of one source apart. */
export function ingestLock(source: string): string {
  return `modelwarden.ingest ${source}`
}

/** What taking records in came to. */
export interface IngestedChunk {
  readonly result: IngestResult
  /** Number of the change of lineage that it was; null when it was none. */
  readonly sequence: number | null
}

/**
 * Takes a few records into the mirror, in one transaction on this thread. Nothing is written, and no lock is taken, when
 * a read outside a crawl shows what the mirror already holds. `policyTags` are the keys of the tags that access rules look at.
 */
export async function ingestChunk(
  database: Database,
  batch: IngestBatch,
  policyTags: ReadonlySet<string>,
): Promise<IngestedChunk> {
  const { kysely, engine } = database
  const drafts = mergeDrafts(batch.records.flatMap((record) => draftsOfRecord(record, batch.source)))
  const lookup = { engine, source: batch.source }
  if (batch.generation === undefined) {
    const plan = await planIngest({ ...lookup, kysely }, drafts, batch.observedAt)
    if (isIdle(plan, batch.observedAt)) return { result: resultOf(plan), sequence: null }
  }
  return kysely.transaction().execute(async (trx) => {
    await lockFor(trx, engine, ingestLock(batch.source))
    const place = { ...lookup, kysely: trx }
    const { result, touched } = await applyDrafts(place, { batch, drafts, policyTags })
    return { result, sequence: await logChanges(place, { keys: touched, now: batch.observedAt }) }
  })
}

/**
 * Takes a few records in within a transaction that has the lock of their source. Answers the nodes of lineage that this
 * changed; whoever runs the transaction logs them with its own.
 */
export async function ingestWithin(
  place: Pick<Lookup, 'kysely' | 'engine'>,
  batch: IngestBatch,
  policyTags: ReadonlySet<string>,
): Promise<readonly LineageKey[]> {
  const drafts = mergeDrafts(batch.records.flatMap((record) => draftsOfRecord(record, batch.source)))
  return (await applyDrafts({ ...place, source: batch.source }, { batch, drafts, policyTags })).touched
}

interface DraftsToApply {
  readonly batch: IngestBatch
  readonly drafts: ReadonlyMap<string, Draft>
  readonly policyTags: ReadonlySet<string>
}

/** What records came to, before it is logged. */
interface AppliedDrafts {
  readonly result: IngestResult
  readonly touched: readonly LineageKey[]
}

async function applyDrafts(lookup: Lookup, { batch, drafts, policyTags }: DraftsToApply): Promise<AppliedDrafts> {
  const { observedAt } = batch
  const plan = await planIngest(lookup, drafts, observedAt)
  const writer: ObjectWriter = { ...lookup, observedAt }
  const generations = await generationsOf(lookup, batch.generation)
  const classes = await classifyPlan(lookup, plan, policyTags)
  const placed = [...plan.values()].flatMap((each) => place(each, { generations, classes }))
  const of = (...kinds: readonly string[]) => placed.filter(({ decision }) => kinds.includes(decision.kind))
  const gone = await removeGone(writer, placed)
  const created = of('CREATE')
  const renewed = of('UPDATE', 'REVIVE')
  await addClasses(
    writer,
    [...created, ...renewed].map((each) => each.accessClass),
  )
  await insertObjects(writer, created)
  await updateObjects(writer, renewed)
  await touchAll(writer, of('TOUCH'), batch.generation !== undefined)
  await writeDetails(writer, plan, { created, renewed })
  const families = await reclassifyFamilies(writer, [...created, ...renewed])
  const stated = await stateObjects(writer, [
    ...created.map(({ uid, draft }) => ({ uid, draft, isNew: true, isSeenAnew: true })),
    ...renewed.map(({ uid, draft, decision }) => {
      return { uid, draft, isNew: false, isSeenAnew: decision.kind === 'REVIVE' }
    }),
  ])
  const equal = await equateData({ ...lookup, observedAt }, [...created, ...renewed])
  return { result: resultOf(plan), touched: [...gone, ...families, ...stated, ...equal] }
}

/** The generation that an object seen now carries: the crawl's own, or that of the last crawl of its kind. */
async function generationsOf(
  { kysely, source }: Lookup,
  generation: number | undefined,
): Promise<(kind: MirroredKind) => number> {
  if (generation !== undefined) return () => generation
  const rows = await kysely
    .selectFrom('stream_progress')
    .select(['stream', 'generation'])
    .where('source', '=', source)
    .execute()
  const byStream = new Map(rows.map((row) => [row.stream, row.generation]))
  return (kind) => Math.max(0, ...streamsOf[kind].map((stream) => byStream.get(stream) ?? 0))
}

// The catalogue's `streamsOfKind` once more: a store imports no code of the catalogue, only its types.
const streamsOf: Readonly<Record<MirroredKind, readonly StreamProgress['stream'][]>> = {
  Model: ['models'],
  ModelVersion: ['versions'],
  Experiment: ['experiments'],
  Run: ['runs'],
  LoggedModel: ['loggedModels'],
  Dataset: ['runs', 'datasets'],
  DataVersion: ['runs', 'datasets'],
  Deployment: ['deployments'],
  Job: [],
}

function place(
  planned: PlannedDraft,
  facts: { readonly generations: (kind: MirroredKind) => number; readonly classes: PlannedClasses },
): readonly PlacedDraft[] {
  const { uid } = planned.decision
  const accessClass = facts.classes.get(draftKey(planned.draft))
  if (uid === null || accessClass === undefined) return []
  return [{ ...planned, uid, accessClass, generation: facts.generations(planned.draft.kind) }]
}

/** What children may be seen by hangs on their parents' tags, also where the children were not read again. */
async function reclassifyFamilies(
  writer: ObjectWriter,
  placed: readonly PlacedDraft[],
): Promise<readonly LineageKey[]> {
  const touched: LineageKey[] = []
  for (const { uid, live, decision, accessClass } of placed) {
    if (live !== null && (live.accessClass !== accessClass.id || decision.replaces !== null))
      for (const key of await reclassifyChildren(writer, uid, accessClass.tags)) touched.push(key)
  }
  return touched
}

async function removeGone(writer: ObjectWriter, placed: readonly PlacedDraft[]): Promise<readonly LineageKey[]> {
  const gone: Uid[] = []
  const touched: (readonly LineageKey[])[] = []
  const deleter = { ...writer, now: writer.observedAt }
  for (const { decision, draft, uid } of placed) {
    if (decision.kind === 'DELETE') gone.push(decision.uid)
    if (decision.replaces === null) continue
    const since = draft.nativeCreatedAt
    if (since !== null) touched.push(await moveYoungerChildren(writer, { from: decision.replaces, to: uid, since }))
    // Whatever had the name was gone by the time that it was given anew.
    const endedAt = Math.min(writer.observedAt, since ?? writer.observedAt)
    touched.push((await markObjectsDeleted(deleter, [decision.replaces], endedAt)).touched)
  }
  touched.push((await markObjectsDeleted(deleter, gone)).touched)
  return touched.flat()
}

async function touchAll(writer: ObjectWriter, touched: readonly PlacedDraft[], isCrawl: boolean): Promise<void> {
  const due = touched.filter(({ live }) => isCrawl || isDue(live?.observedAt, writer.observedAt))
  for (const [generation, group] of Map.groupBy(due, (each) => each.generation)) {
    await touchObjects(
      writer,
      group.map(({ uid }) => uid),
      generation,
    )
  }
}

function isDue(seenAt: number | undefined, observedAt: number): boolean {
  return seenAt === undefined || observedAt - seenAt > observedToleranceMs
}

function isIdle(plan: IngestPlan, observedAt: number): boolean {
  return [...plan.values()].every(
    ({ decision, live }) =>
      decision.kind === 'IGNORE' || (decision.kind === 'TOUCH' && !isDue(live?.observedAt, observedAt)),
  )
}

function resultOf(plan: IngestPlan): IngestResult {
  const real = [...plan.values()].filter(({ draft }) => !draft.isPlaceholder)
  const count = (...kinds: readonly string[]) => real.filter(({ decision }) => kinds.includes(decision.kind)).length
  return {
    created: count('CREATE', 'REVIVE'),
    updated: count('UPDATE', 'DELETE'),
    unchanged: count('TOUCH', 'IGNORE'),
    replaced: real.flatMap(({ decision }) => (decision.replaces === null ? [] : [decision.replaces])),
  }
}
