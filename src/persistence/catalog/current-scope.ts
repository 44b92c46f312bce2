import type { Visibility } from '../../catalog/visibility.ts'
import type { Database } from '../database.ts'
import type { AccessClassRegistry } from './access-class-registry.ts'
import { createRowScope, type RowScope } from './row-scope.ts'

/**
 * The scope of one caller for the length of a request. Classes that this process adds meanwhile, by reading a tool for the
 * caller, are decided before the next read; those that another process adds are not seen before the next request.
 */
export function createCurrentScope(
  database: Pick<Database, 'kysely' | 'engine'>,
  registry: AccessClassRegistry,
  visibility: Visibility,
): () => Promise<RowScope> {
  let scope: Promise<RowScope> | null = null
  let writes = registry.writes()
  const make = async () => createRowScope({ database, visibility, classes: await registry.refresh() })
  return () => {
    if (scope === null || registry.writes() !== writes) {
      writes = registry.writes()
      scope = make()
      // A store that fails once must not fail the rest of the request.
      scope.catch(() => (scope = null))
    }
    return scope
  }
}
