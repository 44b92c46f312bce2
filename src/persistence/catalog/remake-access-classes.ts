import { type Kysely, sql, type Transaction } from 'kysely'
import type { MirroredKind } from '../../catalog/types.ts'
import type { Database } from '../database.ts'
import { type Cell, cell, isIn, jsonRows } from '../json-rows.ts'
import { logChangeOfAll } from '../lineage/changes.ts'
import { lockFor } from '../lock.ts'
import type { Tables } from '../tables.ts'
import { accessClass, type PolicyTags, unreadTags } from './access-class.ts'
import { addClasses } from './write-access-classes.ts'

/** Objects of one transaction. */
const batchRows = 1_000

/**
 * Makes the class of every object anew when the tags that access rules look at are not those that the classes were made
 * of. Answers how many objects it looked at: 0 when nothing was to do. Cut short, the next call does the whole again.
 */
export async function remakeAccessClasses(database: Database, policyTags: readonly string[]): Promise<number> {
  if (await isUpToDate(database.kysely, policyTags)) return 0
  const keys = new Set(policyTags)
  let after = ''
  let seen = 0
  for (;;) {
    const uids = await remakeSome(database, { keys, after })
    seen += uids.length
    const last = uids.at(-1)
    if (last === undefined) break
    after = last
  }
  await database.kysely.transaction().execute(async (trx) => {
    await trx.deleteFrom('policy_tag').execute()
    if (policyTags.length > 0)
      await trx
        .insertInto('policy_tag')
        .values([...keys].map((key) => ({ key })))
        .execute()
  })
  return seen
}

async function isUpToDate(kysely: Kysely<Tables>, policyTags: readonly string[]): Promise<boolean> {
  const made = (await kysely.selectFrom('policy_tag').select('key').execute()).map(({ key }) => key)
  if (made.toSorted().join('\n') !== [...new Set(policyTags)].toSorted().join('\n')) return false
  const unmade = await kysely
    .selectFrom('object')
    .select('uid')
    .where('access_class', '=', '')
    .limit(1)
    .executeTakeFirst()
  return unmade === undefined
}

interface ObjectFacts {
  readonly uid: string
  readonly kind: MirroredKind
  readonly source: string
  readonly workspace: string
  readonly contentHash: string
  readonly parentUid: string | null
  readonly parentKind: MirroredKind | null
  readonly parentHash: string | null
}

function remakeSome(
  { kysely, engine }: Database,
  { keys, after }: { readonly keys: ReadonlySet<string>; readonly after: string },
): Promise<readonly string[]> {
  return kysely.transaction().execute(async (trx) => {
    await lockFor(trx, engine, 'modelwarden.access-class')
    const { rows } = await sql<ObjectFacts>`/* catalog.remakeAccessClasses */
      select o.uid, o.kind, o.source, o.workspace, o.content_hash as "contentHash", p.uid as "parentUid",
        p.kind as "parentKind", p.content_hash as "parentHash"
      from object as o left join object as p on p.uid = o.parent_uid
      where o.uid > ${after} order by o.uid limit ${batchRows}`.execute(trx)
    const tags = await readTags({ trx, engine }, rows, keys)
    const classes = rows.map(({ uid, kind, source, workspace, contentHash, parentUid, parentKind, parentHash }) => {
      const own = contentHash === '' ? unreadTags(kind) : (tags.get(uid) ?? {})
      const parentTags = parentHash === '' ? unreadTags(parentKind ?? kind) : (tags.get(parentUid ?? '') ?? {})
      return accessClass({ kind, source, workspace, tags: own, parentTags })
    })
    await addClasses({ kysely: trx, engine }, classes)
    const cells = rows.map(({ uid }, index): readonly Cell[] => [uid, classes[index]?.id ?? ''])
    const { numAffectedRows } =
      await sql`/* catalog.setAccessClass */ update object set access_class = ${cell(1, 'text')}
      from ${jsonRows(engine, cells)} where object.uid = ${cell(0, 'text')}
        and object.access_class <> ${cell(1, 'text')}`.execute(trx)
    if ((numAffectedRows ?? 0n) > 0n) await logChangeOfAll({ kysely: trx, engine })
    return rows.map(({ uid }) => uid)
  })
}

async function readTags(
  { trx, engine }: { readonly trx: Transaction<Tables>; readonly engine: Database['engine'] },
  rows: readonly ObjectFacts[],
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, NonNullable<PolicyTags>>> {
  const uids = rows.flatMap(({ uid, parentUid }) => (parentUid === null ? [uid] : [uid, parentUid]))
  const found = await trx
    .selectFrom('object_attribute')
    .select(['uid', 'key', 'text_value', 'text_rest'])
    .where('space', '=', 'TAG')
    .where(isIn(engine, 'uid', [...new Set(uids)]))
    .where(isIn(engine, 'key', [...keys]))
    .execute()
  const groups = Map.groupBy(found, ({ uid }) => uid)
  return new Map(
    [...groups].map(([uid, each]) => [
      uid,
      Object.fromEntries(each.map((tag) => [tag.key, tag.text_value + (tag.text_rest ?? '')])),
    ]),
  )
}
