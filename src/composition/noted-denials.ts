import type { Catalog } from '../catalog/api.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'

/** Objects that were asked for in a request and are not shown to its caller. */
export interface HiddenObjects {
  /** In the order in which they were met; grows while the request lasts. */
  readonly met: readonly MirroredObject[]
  /** Told of each that was named by the caller itself. */
  note(object: MirroredObject, call: CallContext): void
}

/** Notes refs that name something hidden. What a caller merely comes across, such as a hidden parent, is no denial. */
export function notingDenials(catalog: Catalog, hidden: HiddenObjects): Catalog {
  return {
    ...catalog,
    async resolve(ref, options, call) {
      const before = hidden.met.length
      const found = await catalog.resolve(ref, options, call)
      if (!found.ok) for (const object of hidden.met.slice(before)) hidden.note(object, call)
      return found
    },
  }
}
