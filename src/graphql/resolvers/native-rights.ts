import { refOf } from '../../catalog/index.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, EdgeView, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { NativeRightsWiderArgs, Resolvers } from '../generated/types.ts'
import { guardReasons, type SourceNativeRights } from '../native-rights-view.ts'
import { unwrap } from '../unwrap.ts'

async function wider({ sourceId, ...rights }: SourceNativeRights, args: NativeRightsWiderArgs, context: GraphContext) {
  const { principal = null } = args
  const list = {
    cursors: context.cursors,
    scope: `nativeRights:${JSON.stringify([sourceId, principal])}`,
    firstDefault: 20,
  }
  const { first, after } = pageRequest(args, list)
  const { items, hasNextPage, end } = await rights.wider(principal, { first, after }, context.call)
  const cursorOf = (key: NonNullable<typeof end>) => list.cursors.encode(list.scope, key)
  const [begin] = items
  return {
    edges: items.map(({ item, cursor }) => new EdgeView(item, () => cursorOf(cursor))),
    nodes: items.map(({ item }) => item),
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: begin === undefined ? null : cursorOf(begin.cursor),
      // Also of a page that ended before it found anything, so that the list can go on.
      endCursor: end === null ? null : cursorOf(end),
    },
  }
}

/** What tools allow by themselves, beside the policy. */
export const nativeRightsResolvers: Resolvers = {
  Source: {
    nativeRights: async ({ sourceId }, _args, context) => {
      const view = unwrap(await context.services.access.native.of(context, sourceId, context.call))
      return { ...view, sourceId }
    },
  },
  NativeRights: {
    reason: ({ guard }) => guardReasons[guard],
    complete: ({ gaps }) => gaps.length === 0,
    defaults: ({ defaults }) => defaults.map(({ workspace, level }) => ({ workspace: workspace || null, level })),
    wider,
  },
  NativeRight: {
    principal: ({ known }) => known,
    origin: ({ right }) => right.origin,
    role: ({ right }) => right.role,
    workspace: ({ right }) => right.workspace || null,
    level: ({ right }) => right.level,
    onAll: ({ right }) => right.on === null,
    excess: ({ excess }, { key }) => (key == null ? excess : excess.filter((each) => each.key === key)),
  },
  NativeExcess: {
    objects: async ({ listKey, objects }, args, context) => {
      const list = { cursors: context.cursors, scope: `nativeExcess:${listKey}`, firstDefault: 3 }
      const request = pageRequest(args, list)
      const { items, hasNextPage } = await objects(request)
      const shown = items.map(({ item, cursor }) => {
        return { cursor, item: { id: toGlobalId(item.kind, item.uid), name: item.name, ref: refOf(item) } }
      })
      return connectionOf({ items: shown, hasNextPage }, { ...list, request })
    },
  },
}
