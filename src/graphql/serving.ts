import type { SourceContribution } from '../catalog/api.ts'
import type { PageKey } from '../catalog/types.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { GraphContext } from './context.ts'
import { environmentOfSource } from './environment.ts'
import type { EnvironmentView, ServedNow, ServedVersionView } from './services.ts'
import { unwrap } from './unwrap.ts'

/** What `liveAt` is asked. */
export interface LiveArguments {
  readonly at?: number | null | undefined
  readonly environment?: string | null | undefined
  readonly ref?: string | null | undefined
  readonly source?: string | null | undefined
}

/** One live version and its place in the list. */
export interface LiveModelView {
  readonly environment: EnvironmentView | null
  readonly served: ServedVersionView
  readonly place: PageKey
}

/** What is live, as far as the servers answered. */
export interface LiveModels extends Pick<ServedNow, 'faults'> {
  readonly models: readonly LiveModelView[]
  readonly sourceStatus: readonly SourceContribution[]
}

/** Everything that is live, by place. Throws an UNSUPPORTED fault for a past moment. */
export async function liveModels(context: GraphContext, asked: LiveArguments): Promise<LiveModels> {
  refusePast(context, asked.at ?? null)
  const { catalog, deployments } = context.services
  const lookUp = { source: asked.source ?? null, kinds: ['Model', 'ModelVersion'] } as const
  const subject = asked.ref == null ? null : unwrap(await catalog.resolve(asked.ref, lookUp, context.call))
  const { served, sourceStatus, faults } = await deployments.liveNow(
    { environment: asked.environment ?? null, subject },
    context.call,
  )
  const models = await Promise.all(served.map((version) => placed(context, version)))
  return { models: apart(models).toSorted(byPlace), sourceStatus, faults }
}

function refusePast({ now }: GraphContext, at: number | null): void {
  // A clock that runs ahead of ours by a minute still means now.
  if (at === null || Math.abs(at - now()) < 60_000) return
  throw faultOf(problem('UNSUPPORTED', 'No history is kept yet: leave `at` out to ask for now.', { field: ['at'] }))
}

async function placed(context: GraphContext, served: ServedVersionView): Promise<LiveModelView> {
  const { deployment } = served
  const environment = await environmentOfSource(context, deployment.source)
  const key = [environment?.name ?? '', deployment.name, deployment.source, served.served.version ?? ''].join('\n')
  return { environment, served, place: { key, uid: deployment.uid } }
}

/** Numbers the served versions that share a place, as those of one deployment do that have no version. */
function apart(models: readonly LiveModelView[]): readonly LiveModelView[] {
  const met = new Map<string, number>()
  return models.map((model) => {
    const { key, uid } = model.place
    const place = `${key}\n${uid}`
    const index = met.get(place) ?? 0
    met.set(place, index + 1)
    return { ...model, place: { key: `${key}\n${String(index).padStart(6, '0')}`, uid } }
  })
}

function byPlace({ place: a }: LiveModelView, { place: b }: LiveModelView): number {
  if (a.key === b.key) return a.uid < b.uid ? -1 : 1
  return a.key < b.key ? -1 : 1
}
