import type { SourceContribution } from '../catalog/api.ts'
import type { PageKey } from '../catalog/types.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { StandingTarget } from './approval-service.ts'
import type { GraphContext } from './context.ts'
import { environmentOfSource } from './environment.ts'
import { nulRefusal } from './input-texts.ts'
import type { EnvironmentView, ServedNow, ServedVersionView } from './services.ts'
import { unwrap } from './unwrap.ts'

/** What `liveAt` is asked. */
export interface LiveArguments {
  readonly at?: number | null | undefined
  readonly environment?: string | null | undefined
  readonly ref?: string | null | undefined
  readonly source?: string | null | undefined
}

/** One live version and its place in the list: one that is served, or one that a target stands for. */
export interface LiveModelView {
  readonly environment: EnvironmentView | null
  readonly served: ServedVersionView | null
  readonly standing: StandingTarget | null
  readonly place: PageKey
}

/** What is live, as far as the servers answered. */
export interface LiveModels extends Pick<ServedNow, 'faults'> {
  readonly models: readonly LiveModelView[]
  readonly sourceStatus: readonly SourceContribution[]
}

/** A clock that runs ahead of ours by this much still means now. */
const sameMomentMs = 60_000

/** Everything that is, or was, live, by place. Throws a BAD_USER_INPUT fault for a moment that has not come. */
export async function liveModels(context: GraphContext, asked: LiveArguments): Promise<LiveModels> {
  const now = context.now()
  const at = asked.at ?? now
  if (at > now + sameMomentMs) throw faultOf(problem('BAD_USER_INPUT', 'This has not come yet.', { field: ['at'] }))
  const { environment, ref, source } = asked
  const nul = nulRefusal({ environment, ref, source })
  if (nul !== null) throw faultOf(nul)
  const { catalog, deployments } = context.services
  const lookUp = { source: asked.source ?? null, kinds: ['Model', 'ModelVersion'] } as const
  const subject = asked.ref == null ? null : unwrap(await catalog.resolve(asked.ref, lookUp, context.call))
  const query = { environment: asked.environment ?? null, subject }
  const isNow = Math.abs(at - now) < sameMomentMs
  const live = isNow ? deployments.liveNow(query, context.call) : nothingServed
  const [{ served, sourceStatus, faults }, standing] = await Promise.all([
    live,
    context.services.approvals.stoodAt(at, query),
  ])
  const models = await Promise.all([
    ...served.map((version) => placed(context, version)),
    ...standing.map((each) => stood(context, each)),
  ])
  return { models: apart(models).toSorted(byPlace), sourceStatus, faults }
}

/** What servers served at a moment of the past is not kept. */
const nothingServed = { served: [], sourceStatus: [], faults: [] }

async function stood(context: GraphContext, standing: StandingTarget): Promise<LiveModelView> {
  const { target } = standing
  const environment = (await context.services.environments.environments()).find(
    ({ name }) => name === target.environment,
  )
  const key = [target.environment, target.nativeRef, target.source].join('\n')
  return { environment: environment ?? null, served: null, standing, place: { key, uid: standing.version } }
}

async function placed(context: GraphContext, served: ServedVersionView): Promise<LiveModelView> {
  const { deployment } = served
  const environment = await environmentOfSource(context, deployment.source)
  const key = [environment?.name ?? '', deployment.name, deployment.source, served.served.version ?? ''].join('\n')
  return { environment, served, standing: null, place: { key, uid: deployment.uid } }
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
