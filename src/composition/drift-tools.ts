import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { Fault } from '../kernel/problem.ts'
import type { DriftTools, Observation, Reaction, WatchedTarget } from '../reconciliation/index.ts'
import { aliasOf, type DriftToolParts, heldOf } from './drift-tool-parts.ts'
import { endpointsOf, observeServed, serversOf } from './served-drift.ts'

/** Looks at targets in their tools. */
export function createDriftTools(parts: DriftToolParts): DriftTools {
  const { store, catalog, subjects } = parts
  return {
    async targets() {
      const rows = await store.targets.list(null)
      return rows.map((row) => ({ ...row, onDrift: reactionOf(parts, row) }))
    },
    observe: (target, { known, expected }, call) =>
      target.kind === 'ALIAS'
        ? observeAlias(parts, target, { known, call })
        : observeServed(parts, target, { known, expected, call }),
    async isThere(uid, call) {
      const [version] = await store.catalog.byUids([uid])
      if (version == null) return false
      const { source, nativeId } = version
      await catalog.refresh({ source, objects: [{ kind: 'ModelVersion', nativeId }] }, call)
      const [still] = await store.catalog.byUids([uid])
      return still != null
    },
    servers: () => serversOf(parts),
    endpoints: (source, call) => endpointsOf(parts, source, call),
    digestOf: async (uid, call) => (await subjects.again(uid, call))?.facts.artifactDigest ?? null,
  }
}

/** How a target is reacted for is told by the configuration of this start: it changes nothing of what is approved. */
function reactionOf(
  { configured }: DriftToolParts,
  { environment, source, kind, nativeRef }: Omit<WatchedTarget, 'onDrift'>,
): Reaction {
  const names = [nativeRef, `deployment:${source}/${nativeRef}`]
  const own = configured.find(
    (each) =>
      each.environment === environment && each.source === source && each.kind === kind && names.includes(each.ref),
  )
  return own?.onDrift ?? 'ALERT'
}

interface Looking {
  readonly known: MirroredObject | null
  readonly call: CallContext
}

async function observeAlias(
  parts: DriftToolParts,
  target: WatchedTarget,
  { known, call }: Looking,
): Promise<Observation> {
  const named = aliasOf(target.nativeRef)
  const effects = parts.sources.byId(target.source)?.connector.effects
  if (named === null || effects === undefined) return { kind: 'UNKNOWN', reason: 'UNSUPPORTED' }
  const model = await modelOf(parts, target.source, named.model)
  if (model === 'SEVERAL') return { kind: 'UNKNOWN', reason: 'AMBIGUOUS_REF' }
  const last = model ?? known
  if (last === null) return { kind: 'UNKNOWN', reason: 'NOT_FOUND' }
  const { workspace } = last
  const place = { kind: 'ALIAS', workspace, model: named.model, alias: named.alias } as const
  const version = await unlessGone(effects.observe(place, call))
  await takeIn(parts, { source: target.source, model: named.model, version: version ?? null }, call)
  if (version === undefined) return { kind: 'NO_MODEL' }
  const now = await modelOf(parts, target.source, named.model)
  const subject = now === null || now === 'SEVERAL' ? last : now
  if (version === null) return { kind: 'NOTHING', subject }
  const nativeId = joinNativeId(named.model, version)
  const [found] = await parts.catalog.byNative(
    [{ source: target.source, workspace, kind: 'ModelVersion', nativeId }],
    call,
  )
  if (found instanceof Fault) throw found
  // Deleted between the two questions: the next look tells.
  if (found == null) return { kind: 'UNKNOWN', reason: 'UPSTREAM_INVALID' }
  return { kind: 'HOLDS', held: heldOf(found), subject }
}

async function modelOf(
  { store }: DriftToolParts,
  source: string,
  name: string,
): Promise<MirroredObject | 'SEVERAL' | null> {
  const [model, ...others] = await store.catalog.byName('Model', name, source)
  return others.length > 0 ? 'SEVERAL' : (model ?? null)
}

/** What a place holds; undefined where there is no such model any more. */
async function unlessGone(observed: Promise<string | null>): Promise<string | null | undefined> {
  try {
    return await observed
  } catch (error) {
    if (error instanceof Fault && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

/** A name that was made again is another object, which only a record that is read anew tells. */
async function takeIn(
  { catalog }: DriftToolParts,
  { source, model, version }: { readonly source: string; readonly model: string; readonly version: string | null },
  call: CallContext,
): Promise<void> {
  const ofVersion = version === null ? [] : [{ kind: 'ModelVersion', nativeId: joinNativeId(model, version) } as const]
  await catalog.refresh({ source, objects: [{ kind: 'Model', nativeId: model }, ...ofVersion] }, call)
}
