import type { Catalog, CatalogList } from '../catalog/api.ts'
import type { MirroredObject, PageKey, PageRequest } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { DeploymentQuery } from '../graphql/services.ts'

/** What a list of deployments is answered from. */
export interface DeploymentListPorts {
  readonly catalog: Pick<Catalog, 'list'>
  /** Ids of the sources whose deployments belong to an environment. */
  readonly sourcesIn: (environment: string) => readonly string[]
}

/**
 * Lists deployments by name. The mirror knows sources, not environments, so an environment is the merged pages of
 * its sources: each is sorted by the same key, and none can hold more of the page than a page.
 */
export async function listDeployments(
  { catalog, sourcesIn }: DeploymentListPorts,
  { query, page, call }: { readonly query: DeploymentQuery; readonly page: PageRequest; readonly call: CallContext },
): Promise<CatalogList<MirroredObject>> {
  const { source, environment, nameContains } = query
  const own = {
    kind: 'Deployment',
    order: 'NAME',
    ...(nameContains === undefined ? {} : { nameContains }),
  } as const
  const listOf = (id: string) => catalog.list({ ...own, source: id }, page, call)
  if (environment === undefined) return source === undefined ? catalog.list(own, page, call) : listOf(source)
  const sources = sourcesIn(environment).filter((id) => source === undefined || id === source)
  return mergeLists(await Promise.all(sources.map(listOf)), page.first)
}

function mergeLists(lists: readonly CatalogList<MirroredObject>[], first: number): CatalogList<MirroredObject> {
  const items = lists.flatMap((list) => list.page.items).toSorted((a, b) => compareKeys(a.cursor, b.cursor))
  return {
    page: {
      items: items.slice(0, first),
      hasNextPage: items.length > first || lists.some((list) => list.page.hasNextPage),
    },
    sourceStatus: lists.flatMap((list) => list.sourceStatus),
  }
}

function compareKeys(a: PageKey, b: PageKey): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.uid < b.uid ? -1 : Number(a.uid > b.uid)
}
