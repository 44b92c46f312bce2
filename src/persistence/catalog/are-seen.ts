import type { MirroredObject } from '../../catalog/types.ts'
import type { CurrentScope } from './current-scope.ts'
import type { Place, SeenPlaces } from './seen-places.ts'

/** How one caller sees the mirror. */
export interface Seeing {
  readonly places: SeenPlaces
  readonly scope: CurrentScope
  /** Told of every object that is there and not shown. */
  readonly onHidden: (object: MirroredObject) => void
}

/**
 * Which of these objects are in the mirror now and seen, in the order asked: what reading them by their uids would answer,
 * by the little of their rows that decides it.
 */
export async function areSeen(
  { places, scope, onHidden }: Seeing,
  objects: readonly MirroredObject[],
): Promise<readonly boolean[]> {
  if (objects.length === 0) return []
  const found = await places.of(objects)
  const present = objects.map((object, at) => {
    const place = found[at] ?? null
    return place === null ? null : placed(object, place)
  })
  const { sees } = await scope.knowing(present)
  return present.map((object) => {
    const isSeen = object !== null && sees(object)
    if (object !== null && !isSeen) onHidden(object)
    return isSeen
  })
}

/** The object with what rights look at in it as it is now: a copy of it may be from before a tag that hides it. */
function placed(object: MirroredObject, { parentUid, accessClass }: NonNullable<Place>): MirroredObject {
  const isSame = object.parentUid === parentUid && object.accessClass === accessClass
  return isSame ? object : { ...object, parentUid, accessClass }
}
