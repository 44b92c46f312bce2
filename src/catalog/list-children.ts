import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { CatalogList } from './api.ts'
import { checkRows, isChecked } from './check-rows.ts'
import { contributionsTo } from './contributions.ts'
import { itemsOf, type ListPorts, nothingChecked, nothingRefreshed } from './list.ts'
import type { MirroredKind, MirroredObject, Page, PageRequest } from './types.ts'

/** Which children of which parents are wanted. */
export interface ChildrenRequest {
  readonly kind: MirroredKind
  readonly parents: readonly MirroredObject[]
  readonly page: PageRequest
  readonly call: CallContext
}

const noPage: Page<MirroredObject> = { items: [], hasNextPage: false }

/**
 * First page of children of many parents: one statement, and at most one batch read of the parents and one of the rows.
 * Each page tells how its parent's source contributed; what could not be checked for one parent of a source counts
 * against all of them, as the budget of calls is the source's.
 */
export async function listChildren(
  ports: ListPorts,
  { kind, parents, page, call }: ChildrenRequest,
): Promise<ReadonlyMap<Uid, CatalogList<MirroredObject>>> {
  const uids = parents.map((parent) => parent.uid)
  const refreshed = kind === 'ModelVersion' ? await ports.refreshVersions(parents, call) : nothingRefreshed
  const first = await ports.store.pageOfEach(kind, uids, page)
  const checked = isChecked(kind)
    ? await checkRows(ports, kind, { objects: [...first.values()].flatMap(itemsOf), call })
    : nothingChecked
  const pages = checked.changed ? await ports.store.pageOfEach(kind, uids, page) : first
  const faults = new Map([...refreshed.faults, ...checked.faults])
  const makings = { kinds: [kind], source: null, faults, unchecked: refreshed.unchecked }
  const statuses = Map.groupBy(await contributionsTo(ports, makings), ({ source }) => source)
  return new Map(
    parents.map(({ uid, source }) => [
      uid,
      { page: pages.get(uid) ?? noPage, sourceStatus: statuses.get(source) ?? [] },
    ]),
  )
}
