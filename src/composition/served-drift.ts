import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { Fault } from '../kernel/problem.ts'
import type { DriftTools, Endpoint, Held, Observation, WatchedTarget } from '../reconciliation/index.ts'
import { allDeployments } from './all-deployments.ts'
import { type DriftToolParts, heldOf } from './drift-tool-parts.ts'

/** What a deployment that is a target runs; `known` is the deployment when it was last seen. Throws a tool's `Fault`. */
export async function observeServed(
  parts: DriftToolParts,
  target: WatchedTarget,
  {
    known,
    expected,
    call,
  }: { readonly known: MirroredObject | null; readonly expected: Uid | null; readonly call: CallContext },
): Promise<Observation> {
  const { source, nativeRef } = target
  const [found] = await parts.store.catalog.byName('Deployment', nativeRef, source)
  // Of one that the mirror lost it is asked all the same; what nobody has met yet cannot be told from what is to come.
  const subject = found ?? known
  if (subject === null) return { kind: 'UNKNOWN', reason: 'NOT_FOUND' }
  const [live] = await parts.catalog.live.deployments([subject], call)
  if (live instanceof Fault) throw live
  if (live == null) return { kind: 'NOTHING', subject }
  const { links, complete, faults } = await parts.serving.versionsServedBy([subject], call)
  const [fault] = faults
  if (fault !== undefined) throw fault
  if (!complete) return { kind: 'UNKNOWN', reason: 'NOT_COMPARED_YET' }
  const running = live.record.versions.filter(({ state }) => state === 'READY')
  if (running.length === 0) return { kind: 'NOTHING', subject }
  // Others are listed there, and answer nobody.
  const answering = links.filter(({ versionState }) => versionState === 'READY')
  const versions = [...new Map(answering.map(({ version }) => [version.uid, version])).values()]
  const wanted = versions.find(({ uid }) => uid === expected)
  const only = wanted ?? (versions.length === 1 ? versions[0] : undefined)
  const settings = await settingsOf(parts, target, call)
  if (only !== undefined) return { kind: 'HOLDS', held: heldOf(only), subject, ...settings }
  return { kind: 'HOLDS', held: unregistered(subject, running), subject }
}

async function settingsOf(
  { sources }: Pick<DriftToolParts, 'sources'>,
  { source, nativeRef: deployment }: WatchedTarget,
  call: CallContext,
): Promise<{ readonly settings?: string | null }> {
  const effects = sources.byId(source)?.connector.effects
  return effects === undefined ? {} : { settings: await effects.observe({ kind: 'SERVED_SETTINGS', deployment }, call) }
}

/** What runs there, as the server names it. */
function unregistered({ source, name }: MirroredObject, running: readonly { readonly version: string | null }[]): Held {
  const names = running.map(({ version }) => version ?? '').toSorted()
  return { version: null, modelUid: null, ref: `deployment:${source}/${name} ${names.join(', ')}`.trim() }
}

/** See `DriftTools.servers`. */
export async function serversOf({ store, sources }: DriftToolParts): ReturnType<DriftTools['servers']> {
  const environments = await store.environments.list()
  const guarded = new Set(environments.flatMap(({ name, isProtected }) => (isProtected ? [name] : [])))
  return sources
    .all()
    .flatMap(({ id: source, environment }) =>
      environment !== null && guarded.has(environment) ? [{ source, environment }] : [],
    )
}

/** See `DriftTools.endpoints`. */
export async function endpointsOf(
  { catalog }: Pick<DriftToolParts, 'catalog'>,
  source: string,
  call: CallContext,
): Promise<readonly Endpoint[] | null> {
  const { deployments, sourceStatus, faults } = await allDeployments(catalog, [source], call)
  const [fault] = faults
  if (fault !== undefined) throw fault
  if (sourceStatus.some(({ complete }) => !complete)) return null
  return deployments.flatMap(({ object, record }) => {
    const running = record.versions.filter(({ state }) => state === 'READY')
    return running.length === 0 ? [] : [{ subject: object, held: unregistered(object, running) }]
  })
}
