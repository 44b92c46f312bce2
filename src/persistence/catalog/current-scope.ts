import type { MirroredObject } from '../../catalog/types.ts'
import type { Visibility } from '../../catalog/visibility.ts'
import type { Database } from '../database.ts'
import type { AccessClassRegistry } from './access-class-registry.ts'
import { createRowScope, type RowScope } from './row-scope.ts'

/**
 * The scope of one caller for the length of a request. Classes that this process adds meanwhile, by reading a tool for the
 * caller, are decided before the next read.
 */
export interface CurrentScope {
  current(): Promise<RowScope>
  /** One that knows the classes of these objects, also where others have added them meanwhile: a crawl, or another process. */
  knowing(objects: readonly (MirroredObject | null)[]): Promise<RowScope>
}

/** Keeps the scope until this process writes, or it is renewed. */
export function createCurrentScope(
  database: Pick<Database, 'kysely' | 'engine'>,
  registry: AccessClassRegistry,
  visibility: Visibility,
): CurrentScope {
  let scope: Promise<RowScope> | null = null
  let writes = registry.writes()
  const make = async () => createRowScope({ database, visibility, classes: await registry.refresh() })
  const renewed = () => {
    writes = registry.writes()
    scope = make()
    // A store that fails once must not fail the rest of the request.
    scope.catch(() => (scope = null))
    return scope
  }
  const current = () => (scope === null || registry.writes() !== writes ? renewed() : scope)
  return {
    current,
    async knowing(objects) {
      const known = await current()
      return objects.every((object) => object === null || known.knows(object)) ? known : renewed()
    },
  }
}
