import { sql } from 'kysely'
import type { MirroredObject } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { isIn } from '../json-rows.ts'
import type { CurrentScope } from './current-scope.ts'
import { isOfSources, type MirrorReader } from './mirror-reader.ts'

/** How one caller sees the mirror. */
export interface Seeing {
  /** Reads whatever the configuration goes to. */
  readonly reader: MirrorReader
  readonly scope: CurrentScope
  /** Told of every object that is there and not shown. */
  readonly onHidden: (object: MirroredObject) => void
}

/**
 * Which of these objects are in the mirror now and seen, in the order asked: what reading them by their uids would answer,
 * by the little of their rows that decides it.
 */
export async function areSeen(
  { reader, scope, onHidden }: Seeing,
  objects: readonly MirroredObject[],
): Promise<readonly boolean[]> {
  if (objects.length === 0) return []
  const places = await readPlaces(reader, objects)
  const present = objects.map((object) => {
    const place = places.get(object.uid)
    return place === undefined ? null : placed(object, place)
  })
  const { sees } = await scope.knowing(present)
  return present.map((object) => {
    const isSeen = object !== null && sees(object)
    if (object !== null && !isSeen) onHidden(object)
    return isSeen
  })
}

type Place = Pick<MirroredObject, 'parentUid' | 'accessClass'>

/** What rights look at in each object that is there. */
async function readPlaces(
  reader: MirrorReader,
  objects: readonly MirroredObject[],
): Promise<ReadonlyMap<string, Place>> {
  const uids = objects.map(({ uid }) => uid)
  const { rows } = await sql<{ uid: string; parent_uid: string | null; access_class: string }>`/* catalog.areSeen */
    select o.uid, o.parent_uid, o.access_class from object as o
    where ${isIn(reader.engine, 'o.uid', uids)} and o.deleted_at is null
      and ${isOfSources(reader, 'o.source')}`.execute(reader.kysely)
  return new Map(
    // Written by an ingest from these same types.
    rows.map((row) => [row.uid, { parentUid: row.parent_uid as Uid | null, accessClass: row.access_class }]),
  )
}

/** The object with what rights look at in it as it is now: a copy of it may be from before a tag that hides it. */
function placed(object: MirroredObject, { parentUid, accessClass }: Place): MirroredObject {
  const isSame = object.parentUid === parentUid && object.accessClass === accessClass
  return isSame ? object : { ...object, parentUid, accessClass }
}
