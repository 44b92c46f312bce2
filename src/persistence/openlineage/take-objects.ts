import type { CatalogRecord } from '../../connector/records.ts'
import type { ToldObject } from '../../ingest/openlineage/ports.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import { nativeKey } from '../catalog/draft.ts'
import { isIn } from '../json-rows.ts'
import type { SameReader } from '../lineage/same-keys.ts'
import { type DatedFacts, factsText, mergeFacts, plainFacts } from './merge-facts.ts'
import { jobRunOf } from './merge-run.ts'

/** A thing with all that is known of it. */
interface KnownObject extends Omit<ToldObject, 'facts'> {
  readonly facts: DatedFacts
}

/** Adds what an event tells of things. Answers their records as they are now. */
export async function takeObjects(
  place: SameReader,
  told: readonly ToldObject[],
  at: number,
): Promise<readonly CatalogRecord[]> {
  const known = await readFacts(place, [...new Set(told.map(({ key }) => key))])
  const objects = new Map<LineageKey, KnownObject>()
  for (const object of told) {
    const before = objects.get(object.key)?.facts ?? known.get(object.key) ?? {}
    objects.set(object.key, { ...object, facts: mergeFacts(before, object.facts, at) })
  }
  for (const object of objects.values()) await save(place, object, known.get(object.key))
  return recordsOf(place, [...objects.values()])
}

async function readFacts(
  { kysely, engine }: SameReader,
  keys: readonly LineageKey[],
): Promise<ReadonlyMap<string, DatedFacts>> {
  const query = kysely.selectFrom('openlineage_object').select(['key', 'facts_json'])
  const rows = await query.where(isIn(engine, 'key', keys)).execute()
  // Written by save.
  return new Map(rows.map((row) => [row.key, JSON.parse(row.facts_json) as DatedFacts]))
}

async function save({ kysely }: SameReader, object: KnownObject, known: DatedFacts | undefined): Promise<void> {
  const { key, kind, namespace, nativeId, address } = object
  const facts_json = factsText(object.facts)
  if (known === undefined) {
    const keys = { native_key: nativeKey(nativeId), address_key: address === null ? null : nativeKey(address) }
    await kysely
      .insertInto('openlineage_object')
      .values({ key, kind, namespace, native_id: nativeId, ...keys, facts_json })
      .execute()
  } else if (factsText(known) !== facts_json)
    await kysely.updateTable('openlineage_object').set({ facts_json }).where('key', '=', key).execute()
}

async function recordsOf(place: SameReader, objects: readonly KnownObject[]): Promise<readonly CatalogRecord[]> {
  const datasets = objects.filter(({ kind }) => kind === 'Dataset').map((each) => datasetRecord(each, objects))
  const jobs = objects.filter(({ kind }) => kind === 'Job')
  return [...datasets, ...(await Promise.all(jobs.map((job) => jobRecord(place, job))))]
}

/** Times are left out: they would make another object of one that an earlier event turns out to have named already. */
const undated = { createdAt: null, updatedAt: null }

function datasetRecord(dataset: KnownObject, all: readonly KnownObject[]): CatalogRecord {
  const { namespace: workspace, nativeId, address } = dataset
  const { description, tags, columns, owners, lifecycle, rowCount, checks } = plainFacts(dataset.facts)
  const versions = all.filter(
    (each) => each.kind === 'DataVersion' && each.namespace === workspace && each.nativeId.startsWith(`${nativeId}\n`),
  )
  return {
    ...undated,
    kind: 'Dataset',
    workspace,
    nativeId,
    name: nativeId,
    description: description ?? null,
    tags: tags ?? {},
    versions: versions.map((version) => {
      const own = plainFacts(version.facts)
      const digest = version.nativeId.slice(nativeId.length + 1)
      const place = { originType: null, originUri: version.address }
      return { digest, ...place, columns: own.columns ?? null, rowCount: own.rowCount ?? null }
    }),
    columns: columns ?? null,
    originUri: address,
    owners: owners ?? [],
    lifecycle: lifecycle ?? null,
    rowCount: rowCount ?? null,
    checks: checks ?? null,
  }
}

async function jobRecord({ kysely }: SameReader, job: KnownObject): Promise<CatalogRecord> {
  const { description, tags, owners, jobType, codeUrl } = plainFacts(job.facts)
  const run = await kysely
    .selectFrom('openlineage_run')
    .selectAll()
    .where('party', '=', job.key)
    .orderBy('first_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    ...undated,
    kind: 'Job',
    workspace: job.namespace,
    nativeId: job.nativeId,
    name: job.nativeId,
    description: description ?? null,
    tags: tags ?? {},
    owners: owners ?? [],
    jobType: jobType ?? null,
    codeUrl: codeUrl ?? null,
    lastRun: run === undefined ? null : jobRunOf(run),
  }
}
