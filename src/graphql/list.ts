import type { CatalogList } from '../catalog/api.ts'
import type { MirroredKind, MirroredObject, Page, PageRequest } from '../catalog/types.ts'
import { type ConnectionView, connectionOf, type PageArguments, pageRequest } from './connection.ts'
import type { GraphContext } from './context.ts'
import { contributionTo } from './source-status.ts'

const noPage: Page<MirroredObject> = { items: [], hasNextPage: false }

/** Answers a list whose page knows how each source contributed. `scope` names the list and binds its cursors to it. */
export async function listOf<Item>(
  context: GraphContext,
  asked: { readonly scope: string; readonly args: PageArguments; readonly firstDefault?: number },
  read: (page: PageRequest) => Promise<CatalogList<Item>>,
): Promise<ConnectionView<Item>> {
  const list = { cursors: context.cursors, scope: asked.scope, firstDefault: asked.firstDefault ?? 50 }
  const request = pageRequest(asked.args, list)
  const { page, sourceStatus } = await read(request)
  return connectionOf(page, { ...list, request }, sourceStatus)
}

/** Answers a list within one object, all of one source. */
export async function listWithin(
  context: GraphContext,
  asked: {
    readonly parent: MirroredObject
    readonly kind: MirroredKind
    readonly scope: string
    readonly args: PageArguments
  },
  read: (page: PageRequest) => Promise<Page<MirroredObject> | null>,
): Promise<ConnectionView<MirroredObject>> {
  const within = { scope: `${asked.scope}:${asked.parent.uid}`, args: asked.args, firstDefault: 10 }
  return listOf(context, within, async (request) => ({
    page: (await read(request)) ?? noPage,
    sourceStatus: await contributionTo(context, asked.parent, asked.kind),
  }))
}

/** Answers the children of one kind, read together with those of its siblings. */
export function childrenOf(
  context: GraphContext,
  asked: { readonly parent: MirroredObject; readonly kind: MirroredKind; readonly args: PageArguments },
): Promise<ConnectionView<MirroredObject>> {
  const { parent, kind, args } = asked
  return listOf(context, { scope: `${kind}:${parent.uid}`, args, firstDefault: 10 }, async (page) => {
    const children = await context.loaders.children(kind, page).load(parent)
    return children ?? { page: noPage, sourceStatus: [] }
  })
}
