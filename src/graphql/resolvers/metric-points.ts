import type { MirroredObject } from '../../catalog/types.ts'
import type { MetricPointRecord } from '../../connector/records.ts'
import { type ConnectionView, type PageArguments, pageOfWhole } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import { listOf } from '../list.ts'

/** A page of the values that a run recorded for one metric, in the order of steps. */
export function pointsOf(
  context: GraphContext,
  run: MirroredObject,
  args: PageArguments & { readonly key: string },
): Promise<ConnectionView<MetricPointRecord>> {
  const scope = `metricHistory:${run.uid}:${args.key}`
  return listOf(context, { scope, args, firstDefault: 100 }, async (request) => {
    const points = await context.services.catalog.live.metricHistory(run, args.key, context.call)
    // Steps may repeat, so a point's place in the history is what tells it apart.
    const placed = points.map((point, place) => ({ point, place }))
    const page = pageOfWhole(placed, ({ place }) => ({ key: place, uid: run.uid }), request)
    const items = page.items.map(({ item, cursor }) => ({ item: item.point, cursor }))
    return { page: { items, hasNextPage: page.hasNextPage }, sourceStatus: [] }
  })
}
