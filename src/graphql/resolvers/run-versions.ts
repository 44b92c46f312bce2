import type { MirroredObject, Page, PageRequest } from '../../catalog/types.ts'
import type { ConnectionView, PageArguments } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import { listWithin } from '../list.ts'
import { related } from '../live-field.ts'

/** Versions that a run made. The first page is read together with those of other runs. */
export function versionsMadeBy(
  context: GraphContext,
  run: MirroredObject,
  args: PageArguments,
): Promise<ConnectionView<MirroredObject>> {
  return listWithin(context, { parent: run, kind: 'ModelVersion', scope: 'madeBy', args }, async (page) => {
    const whole = page.after === null ? await wholePage(context, run, page) : null
    return whole ?? furtherPage(context, run, page)
  })
}

/** All versions of a run when they fit on the page; null when they do not. */
async function wholePage(
  { loaders }: GraphContext,
  run: MirroredObject,
  { first }: PageRequest,
): Promise<Page<MirroredObject> | null> {
  const versions = (await loaders.versionsOfRun(first + 1).load(run)) ?? []
  if (versions.length > first) return null
  const items = versions.map((item) => ({ item, cursor: { key: Number(item.facts.version), uid: item.uid } }))
  return { items, hasNextPage: false }
}

async function furtherPage(context: GraphContext, run: MirroredObject, page: PageRequest) {
  const query = { kind: 'ModelVersion', source: run.source, runId: run.nativeId, order: 'NEWEST' } as const
  return (await context.services.catalog.list(query, page, context.call)).page
}

/** Versions that a measurement is about: those registered from the measured model, else those its run made. */
export async function versionsMeasured(
  context: GraphContext,
  run: MirroredObject,
  loggedModelId: string | null,
): Promise<readonly MirroredObject[]> {
  const model = await related(context, run, { kind: 'LoggedModel', nativeId: loggedModelId })
  const maker =
    model === null ? null : await related(context, model, { kind: 'Run', nativeId: model.facts.sourceRunId })
  const versions = (await context.loaders.versionsOfRun(100).load(maker ?? run)) ?? []
  return model === null ? versions : versions.filter(({ facts }) => facts.loggedModelId === loggedModelId)
}
