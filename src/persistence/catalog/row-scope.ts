import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccessClass, MirroredKind, MirroredObject } from '../../catalog/types.ts'
import type { SeenObject, SensitiveAccess, Visibility } from '../../catalog/visibility.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { Database } from '../database.ts'
import { isIn, jsonList } from '../json-rows.ts'

/** The rows that one caller may see: as a condition, and of a row that was read. */
export interface RowScope {
  /** Whether the row of `object as ALIAS` is seen. A list that uses it is exact: pages are full, and none tells of more. */
  condition(alias: string): RawBuilder<SqlBool>
  sees(object: MirroredObject): boolean
  /** Whether the class of an object was known when the scope was made. */
  knows(object: MirroredObject): boolean
  /** The object as access rules look at it; null for a class that is not known. */
  seen(object: MirroredObject): SeenObject | null
  /** What may be read of the sensitive fields of each; nothing of a class that is not known. */
  sensitive(objects: readonly MirroredObject[]): readonly SensitiveAccess[]
  /** Whether all sensitive fields may be read of whatever is seen of a kind, in one source or in all. */
  showsSensitive(kind: MirroredKind, source: string | null): boolean
  /** Sources with objects that may be seen. */
  readonly sources: ReadonlySet<string>
}

interface NamedRows {
  readonly seen: readonly string[]
  /** Uid of the parent and class of those of its children that are seen. */
  readonly seenChildren: readonly string[]
  readonly sources: readonly string[]
}

/** What a scope is made of. */
export interface RowScopeParts {
  readonly database: Pick<Database, 'kysely' | 'engine'>
  readonly visibility: Visibility
  /** Every class there is. An object of any other is not seen. */
  readonly classes: ReadonlyMap<string, AccessClass>
}

/** Decides every class once; reads the objects that rules name, where there are any. */
export async function createRowScope(parts: RowScopeParts): Promise<RowScope> {
  const { database, visibility, classes } = parts
  const seenClasses = visibility.seenClasses([...classes.values()])
  const seen = new Set(seenClasses.map(({ id }) => id))
  const named = visibility.named.size === 0 ? null : await namedRows(parts)
  const asSeen = ({ uid, parentUid, accessClass: id }: MirroredObject): SeenObject | null => {
    const accessClass = classes.get(id)
    return accessClass === undefined ? null : { uid, parentUid, accessClass }
  }
  const makeCondition = () =>
    conditionOf(database.engine, { seenClasses: [...seen], uids: [...visibility.named], named })
  let condition: RowScope['condition'] | null = null
  const accessTo = (object: MirroredObject): SensitiveAccess => {
    const seenObject = asSeen(object)
    return seenObject === null ? nothingShown : visibility.sensitive(seenObject)
  }
  return {
    knows: ({ accessClass }) => classes.has(accessClass),
    sources: new Set([...seenClasses.map(({ source }) => source), ...(named?.sources ?? [])]),
    // Many requests ask for no list.
    condition: (alias) => (condition ??= makeCondition())(alias),
    seen: asSeen,
    sensitive(objects) {
      const ofParents = new Map<string, SensitiveAccess>()
      const ofChildren = new Map<string, SensitiveAccess>()
      return objects.map((object) => {
        if (isNamed(visibility, object)) return accessTo(object)
        const byClass = object.parentUid === null ? ofParents : ofChildren
        const access = byClass.get(object.accessClass) ?? accessTo(object)
        byClass.set(object.accessClass, access)
        return access
      })
    },
    showsSensitive: (kind, source) =>
      [...classes.values()]
        .filter((each) => each.kind === kind && (source === null || each.source === source))
        .every((accessClass) => showsAllOf(visibility, accessClass, seen.has(accessClass.id))),
    sees(object) {
      const seenObject = asSeen(object)
      if (seenObject === null) return false
      return isNamed(visibility, object) ? visibility.seesNamed(seenObject) : seen.has(object.accessClass)
    },
  }
}

const nothingShown: SensitiveAccess = { isShown: false, holdsPersonalData: true }

function isNamed({ named }: Visibility, { uid, parentUid }: MirroredObject): boolean {
  return named.has(uid) || (parentUid !== null && named.has(parentUid))
}

/** Also of those objects of the class, and children, that rules name. */
function showsAllOf(visibility: Visibility, accessClass: AccessClass, isSeen: boolean): boolean {
  if (isSeen && !visibility.sensitive({ uid: noUid, parentUid: noUid, accessClass }).isShown) return false
  const named = [...visibility.named].flatMap((uid) => [
    { uid, parentUid: noUid, accessClass },
    { uid: noUid, parentUid: uid, accessClass },
  ])
  return named.every((object) => !visibility.seesNamed(object) || visibility.sensitive(object).isShown)
}

async function namedRows({ database, visibility, classes }: RowScopeParts): Promise<NamedRows> {
  const rows = await database.kysely
    .selectFrom('object')
    .select(['uid', 'parent_uid', 'access_class', 'kind', 'source'])
    .where(isIn(database.engine, 'uid', [...visibility.named]))
    .where('deleted_at', 'is', null)
    .execute()
  const seen = rows.filter((row) => {
    const accessClass = classes.get(row.access_class)
    // Minted by an earlier ingest.
    const uids = { uid: row.uid as Uid, parentUid: row.parent_uid as Uid | null }
    return accessClass !== undefined && visibility.seesNamed({ ...uids, accessClass })
  })
  const children = rows.flatMap((row) =>
    [...classes.values()]
      .filter(({ source, kind }) => source === row.source && childKinds[row.kind]?.includes(kind) === true)
      .filter((accessClass) => visibility.seesNamed({ uid: noUid, parentUid: row.uid as Uid, accessClass }))
      .map(({ id, source }) => ({ pair: `${row.uid} ${id}`, source })),
  )
  return {
    seen: seen.map(({ uid }) => uid),
    seenChildren: children.map(({ pair }) => pair),
    sources: [...seen, ...children].map(({ source }) => source),
  }
}

/** Stands for every child that no rule names itself. */
const noUid = '' as Uid

const childKinds: Readonly<Record<string, readonly string[]>> = {
  Model: ['ModelVersion'],
  Experiment: ['Run', 'LoggedModel'],
  Dataset: ['DataVersion'],
}

function conditionOf(
  engine: Database['engine'],
  parts: {
    readonly seenClasses: readonly string[]
    readonly uids: readonly string[]
    readonly named: NamedRows | null
  },
): RowScope['condition'] {
  // Written out once: a request asks for many lists.
  const seenClasses = jsonList(engine, parts.seenClasses)
  // Most rows pass, so SQLite must not look for them along an index by class; see `isOfSources`.
  const aside = engine === 'sqlite' ? sql`+` : sql``
  const byClass = (alias: string) => sql<SqlBool>`${aside}${sql.ref(`${alias}.access_class`)} in (${seenClasses})`
  if (parts.named === null) return byClass
  const uids = jsonList(engine, parts.uids)
  const [seen, seenChildren] = [jsonList(engine, parts.named.seen), jsonList(engine, parts.named.seenChildren)]
  return (alias) => {
    const [uid, parent] = [sql.ref(`${alias}.uid`), sql.ref(`${alias}.parent_uid`)]
    return sql<SqlBool>`(case when ${uid} in (${uids}) then ${uid} in (${seen})
      when ${parent} in (${uids}) then ${parent} || ' ' || ${sql.ref(`${alias}.access_class`)} in (${seenChildren})
      else ${byClass(alias)} end)`
  }
}
