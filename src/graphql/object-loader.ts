import DataLoader from 'dataloader'
import type { MirroredObject } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'

/** One answer of a batch; an error rejects the load of its item alone. */
export type Item<Facts> = Facts | null | Error

/** Reads facts of many objects, in the order asked. */
export type ReadBatch<Facts> = (objects: readonly MirroredObject[]) => Promise<readonly Item<Facts>[]>

/**
 * Loads facts of one object, together with everybody else who asks in the same tick. Everybody who asks for one object
 * gets the very same promise: DataLoader's own cache makes a new one for each, which with a hundred rows of ten fields
 * is half the time of a request.
 */
export class ObjectLoader<Facts> {
  readonly #known = new Map<Uid, Promise<Facts | null>>()
  readonly #settled = new Map<Uid, Item<Facts>>()
  readonly #loader: DataLoader<MirroredObject, Facts | null>

  constructor(read: ReadBatch<Facts>) {
    this.#loader = new DataLoader<MirroredObject, Facts | null>(read, { cache: false })
  }

  load(object: MirroredObject): Promise<Facts | null> {
    const known = this.#known.get(object.uid)
    if (known !== undefined) return known
    const asked = this.#loader.load(object)
    this.#known.set(object.uid, asked)
    return asked
  }

  /** Loads many; an item that failed is its error. From then on {@link peek} answers for each. */
  async loadMany(objects: readonly MirroredObject[]): Promise<readonly Item<Facts>[]> {
    const settled = await Promise.allSettled(objects.map((object) => this.load(object)))
    return settled.map((one, at) => {
      const item = one.status === 'fulfilled' ? one.value : errorOf(one.reason)
      const uid = objects[at]?.uid
      if (uid !== undefined) this.#settled.set(uid, item)
      return item
    })
  }

  /** What {@link loadMany} found for an object; undefined when it was not asked, or is not there yet. */
  peek(object: MirroredObject): Item<Facts> | undefined {
    return this.#settled.get(object.uid)
  }
}

/** Whatever was thrown, as an error. */
export function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('a loader failed without an error', { cause: reason })
}
