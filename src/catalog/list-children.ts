import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { checkRows, isChecked } from './check-rows.ts'
import { itemsOf, type ListPorts } from './list.ts'
import type { MirroredKind, MirroredObject, Page, PageRequest } from './types.ts'

/** Which children of which parents are wanted. */
export interface ChildrenRequest {
  readonly kind: MirroredKind
  readonly parents: readonly MirroredObject[]
  readonly page: PageRequest
  readonly call: CallContext
}

/** First page of children of many parents: one statement, and at most one batch read of the parents and one of the rows. */
export async function listChildren(
  ports: ListPorts,
  { kind, parents, page, call }: ChildrenRequest,
): Promise<ReadonlyMap<Uid, Page<MirroredObject>>> {
  const uids = parents.map((parent) => parent.uid)
  if (kind === 'ModelVersion') await ports.refreshVersions(parents, call)
  const pages = await ports.store.pageOfEach(kind, uids, page)
  if (!isChecked(kind)) return pages
  const { changed } = await checkRows(ports, kind, { objects: [...pages.values()].flatMap(itemsOf), call })
  return changed ? ports.store.pageOfEach(kind, uids, page) : pages
}
