import type { CatalogStore, MirroredObject, SeenCatalogStore } from '../catalog/index.ts'
import { type CallerView, readAction } from './caller-views.ts'

/** The mirror, whoever asks, and as one caller sees it. */
export interface SeenMirror {
  readonly whole: Pick<CatalogStore, 'byUids'>
  readonly seen: Pick<SeenCatalogStore, 'areSeen' | 'seen'>
  readonly view: Pick<CallerView, 'may'>
}

/**
 * Which of these objects a caller may see, in the order asked. An object that is gone is answered by no mirror: at a past
 * moment the rules of today decide by the last that is known of it.
 */
export async function seesObjects(
  { whole, seen, view }: SeenMirror,
  objects: readonly MirroredObject[],
  at: number | null,
): Promise<readonly boolean[]> {
  const shown = await seen.areSeen(objects)
  const others = objects.filter((_object, index) => shown[index] !== true)
  if (at === null || others.length === 0) return shown
  const present = await whole.byUids(others.map(({ uid }) => uid))
  const gone = new Set(others.filter((_object, index) => present[index] === null))
  return Promise.all(
    objects.map(async (object, index) => {
      if (!gone.has(object)) return shown[index] === true
      const facts = await seen.seen(object)
      return facts !== null && view.may(readAction[object.kind], facts)
    }),
  )
}

/** Whether a caller sees an object, or would see it if it were not gone. */
export async function seesOrWould(mirror: SeenMirror, object: MirroredObject): Promise<boolean> {
  const [isSeen] = await seesObjects(mirror, [object], Date.now())
  return isSeen === true
}
