import { type Selectable, sql } from 'kysely'
import type { MirroredObject } from '../catalog/types.ts'
import type { VersionFacts } from '../deployments/ports.ts'
import type { FileAddress, IndexedVersion, StoredFile } from '../deployments/types.ts'
import { nativeKey } from './catalog/draft.ts'
import { isOfSources, type MirrorReader } from './catalog/mirror-reader.ts'
import type { ObjectRow } from './catalog/object-row.ts'
import { objectOf } from './catalog/object-row.ts'
import { readByUids, selectedColumns } from './catalog/read-objects.ts'
import type { Database } from './database.ts'
import { insertRows } from './insert-rows.ts'
import { isIn } from './json-rows.ts'
import type { VersionFactsTable } from './tables.ts'

/** Keeps what is known of the files of model versions. Answers those of `sources` only; null is all of them. */
export function createVersionFactsStore(database: Database, sources: readonly string[] | null = null): VersionFacts {
  const { kysely, engine } = database
  const reader: MirrorReader = { kysely, engine, sources, scope: null }
  return {
    byAddresses: (addresses) => byAddresses(reader, addresses),
    byFile: (file, limit) => byFile(reader, file, limit),
    async ofVersions(versions) {
      const known = await indexedVersions(
        reader,
        versions.map(({ uid }) => uid),
      )
      return versions.map(({ uid }) => known.get(uid) ?? null)
    },
    unindexed: (limit) => unindexed(reader, limit),
    isComplete: () => isComplete(reader),
    save: (facts, now) => save(database, facts, now),
    async postpone(version, now) {
      const row = { version_uid: version.uid, has_files: 0, is_indexed: 0, tried_at: now }
      await kysely
        .insertInto('version_facts')
        .values(row)
        .onConflict((conflict) => conflict.column('version_uid').doUpdateSet({ tried_at: now }))
        .execute()
    },
    async saveDigest(version, path, sha256) {
      const files = kysely.updateTable('version_file').set({ sha256 })
      await files.where('version_uid', '=', version.uid).where('path', '=', path).execute()
    },
  }
}

async function byAddresses(
  database: MirrorReader,
  addresses: readonly FileAddress[],
): Promise<readonly IndexedVersion[]> {
  if (addresses.length === 0) return []
  const keys = addresses.map(({ uri }) => nativeKey(uri))
  const rows = await database.kysely
    .selectFrom('version_facts')
    .select('version_uid')
    .where(isIn(database.engine, 'uri_key', keys))
    .where('uri_key', 'is not', null)
    .orderBy('version_uid')
    .execute()
  const known = await indexedVersions(
    database,
    rows.map((row) => row.version_uid),
  )
  const isAsked = ({ address }: IndexedVersion) =>
    addresses.some(({ store, uri }) => store === address.store && uri === address.uri)
  return [...known.values()].filter(isAsked)
}

async function byFile(
  database: MirrorReader,
  file: { readonly sizeBytes: number; readonly sha256: string },
  limit: number,
): Promise<readonly IndexedVersion[]> {
  const { rows } = await sql<{ uid: string }>`/* versionFacts.byFile */
    select f.version_uid as uid, min(case when f.sha256 is null then 1 else 0 end) as is_unknown
    from version_file as f join object as o on o.uid = f.version_uid
    where f.size_bytes = ${file.sizeBytes} and (f.sha256 = ${file.sha256} or f.sha256 is null) and o.deleted_at is null
      and ${isOfSources(database, 'o.source')}
    group by f.version_uid order by is_unknown, f.version_uid limit ${limit}`.execute(database.kysely)
  const known = await indexedVersions(
    database,
    rows.map(({ uid }) => uid),
  )
  return rows.flatMap(({ uid }) => known.get(uid) ?? [])
}

async function unindexed(reader: MirrorReader, limit: number): Promise<readonly MirroredObject[]> {
  const { rows } = await sql<ObjectRow>`/* versionFacts.unindexed */ select ${selectedColumns}
    from object as o left join version_facts as v on v.version_uid = o.uid
    where o.kind = 'ModelVersion' and o.deleted_at is null and ${isOfSources(reader, 'o.source')}
      and (v.version_uid is null or v.is_indexed = 0
      or coalesce(v.indexed_as_of, -1) <> coalesce(o.updated_at, -1))
    order by coalesce(v.tried_at, 0), o.uid limit ${limit}`.execute(reader.kysely)
  return rows.map(objectOf)
}

async function isComplete(reader: MirrorReader): Promise<boolean> {
  const { rows } = await sql`/* versionFacts.isComplete */ select o.uid
    from object as o left join version_facts as v on v.version_uid = o.uid
    where o.kind = 'ModelVersion' and o.deleted_at is null and v.version_uid is null
      and ${isOfSources(reader, 'o.source')} limit 1`.execute(reader.kysely)
  return rows.length === 0
}

async function save(
  { kysely, engine }: Database,
  { version, address, files }: IndexedVersion,
  now: number,
): Promise<void> {
  const row: VersionFactsTable = {
    version_uid: version.uid,
    store: address.store,
    uri: address.uri,
    uri_key: nativeKey(address.uri),
    has_files: files === null ? 0 : 1,
    indexed_as_of: version.updatedAt,
    is_indexed: 1,
    tried_at: now,
  }
  await kysely.transaction().execute(async (trx) => {
    // First, so that two who save the same version write its files one after the other.
    await trx
      .insertInto('version_facts')
      .values(row)
      .onConflict((conflict) => conflict.column('version_uid').doUpdateSet(row))
      .execute()
    await trx.deleteFrom('version_file').where('version_uid', '=', version.uid).execute()
    const rows = (files ?? []).map(({ path, sizeBytes, sha256 }) => [version.uid, path, sizeBytes, sha256])
    await insertRows({ kysely: trx, engine }, { table: 'version_file', columns: fileColumns }, rows)
  })
}

const fileColumns = [
  ['version_uid', 'text'],
  ['path', 'text'],
  ['size_bytes', 'bigint'],
  ['sha256', 'text'],
] as const

/** What is known of live versions, by uid; one that was only tried is not known. */
async function indexedVersions(
  database: MirrorReader,
  uids: readonly string[],
): Promise<ReadonlyMap<string, IndexedVersion>> {
  const { kysely, engine } = database
  if (uids.length === 0) return new Map()
  const facts = await kysely
    .selectFrom('version_facts')
    .selectAll()
    .where(isIn(engine, 'version_uid', uids))
    .where('is_indexed', '=', 1)
    .orderBy('version_uid')
    .execute()
  const known = facts.map((row) => row.version_uid as MirroredObject['uid'])
  const versions = await readByUids(database, known)
  const files = await filesOf(database, known)
  return new Map(
    facts.flatMap((row, index) => {
      const version = versions[index] ?? null
      return version === null ? [] : [[row.version_uid, indexedVersionOf(row, version, files)] as const]
    }),
  )
}

function indexedVersionOf(
  row: Selectable<VersionFactsTable>,
  version: MirroredObject,
  files: ReadonlyMap<string, readonly StoredFile[]>,
): IndexedVersion {
  const address = { store: row.store, uri: row.uri ?? '' }
  return { version, address, files: row.has_files === 1 ? (files.get(row.version_uid) ?? []) : null }
}

async function filesOf(
  { kysely, engine }: MirrorReader,
  uids: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredFile[]>> {
  if (uids.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('version_file')
    .selectAll()
    .where(isIn(engine, 'version_uid', uids))
    .orderBy('path')
    .execute()
  const groups = Map.groupBy(rows, (row) => row.version_uid)
  const fileOf = ({ path, size_bytes: sizeBytes, sha256 }: (typeof rows)[number]) => ({ path, sizeBytes, sha256 })
  return new Map([...groups].map(([uid, group]) => [uid, group.map(fileOf)]))
}
