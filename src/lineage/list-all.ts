import type { MirroredObject, ObjectQuery, PageKey } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'

/** The most that one page of a list holds. */
const pageSize = 100

/** Everything that a list of the mirror holds, `max` at most, and whether the mirror was filled and the list ended. */
export async function listAll(
  explorer: Explorer,
  query: ObjectQuery,
  max: number,
): Promise<{ readonly objects: readonly MirroredObject[]; readonly isWhole: boolean }> {
  const objects: MirroredObject[] = []
  let isMirrored = true
  let after: PageKey | null = null
  for (;;) {
    const { page, sourceStatus } = await explorer.ports.catalog.list(query, { first: pageSize, after }, explorer.call)
    isMirrored &&= sourceStatus.every((status) => status.complete)
    objects.push(...page.items.map(({ item }) => item))
    after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
    if (after === null || objects.length >= max) return { objects, isWhole: isMirrored && after === null }
  }
}
