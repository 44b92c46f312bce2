import type { CallContext } from '../connector/contract.ts'
import type { CatalogList } from './api.ts'
import { checkRows, isChecked, type RowCheck } from './check-rows.ts'
import { contributionsTo } from './contributions.ts'
import { demandSource } from './known-source.ts'
import type { LivePorts } from './read-live.ts'
import type { RefreshDeployments } from './refresh-deployments.ts'
import type { RefreshResult, RefreshVersions } from './refresh-versions.ts'
import type { MirroredObject, ObjectQuery, Page, PageRequest } from './types.ts'

/** What lists need. */
export interface ListPorts extends LivePorts {
  readonly refreshVersions: RefreshVersions
  readonly refreshDeployments: RefreshDeployments
}

/** Which part of which list is wanted. */
export interface ListRequest {
  readonly query: ObjectQuery
  readonly page: PageRequest
  readonly call: CallContext
}

/** For lists that are made of the mirror as it is. */
export const nothingRefreshed: RefreshResult = { faults: new Map(), unchecked: new Set() }

/** For rows that are not checked against their tool. */
export const nothingChecked: RowCheck = { changed: false, faults: new Map() }

/**
 * A page over the mirror. Rows of names that tools let people delete and make again are checked against the tool
 * first, once; a source that does not answer keeps its mirrored rows and says so. Never waits for a crawl. Throws
 * BAD_USER_INPUT for a source that is not configured.
 */
export async function listObjects(
  ports: ListPorts,
  { query, page, call }: ListRequest,
): Promise<CatalogList<MirroredObject>> {
  demandSource(ports.sources, query.source, ['filter', 'source'])
  const refreshed = await refreshNews(ports, query, call)
  const first = await ports.store.page(query, page)
  const checked = isChecked(query.kind)
    ? await checkRows(ports, query.kind, { objects: itemsOf(first), call })
    : nothingChecked
  const sourceStatus = await contributionsTo(ports, {
    kinds: [query.kind],
    source: query.source ?? null,
    faults: new Map([...refreshed.faults, ...checked.faults]),
    unchecked: refreshed.unchecked,
  })
  return { page: checked.changed ? await ports.store.page(query, page) : first, sourceStatus }
}

/** Items of a page without their cursors. */
export function itemsOf<Item>(page: Page<Item>): readonly Item[] {
  return page.items.map(({ item }) => item)
}

/** A list of one model's versions must hold a version made a moment ago, and one of deployments what was just deployed. */
async function refreshNews(ports: ListPorts, query: ObjectQuery, call: CallContext): Promise<RefreshResult> {
  if (query.kind === 'Deployment') {
    return { ...nothingRefreshed, faults: await ports.refreshDeployments(query, call) }
  }
  if (query.kind !== 'ModelVersion' || query.parentUid === undefined) return nothingRefreshed
  const parents = (await ports.store.byUids([query.parentUid])).filter((model) => model !== null)
  return ports.refreshVersions(parents, call)
}
