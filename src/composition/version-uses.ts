import type { LoadedName, PlacedTarget, Subject, VersionUse, VersionUses } from '../approvals/index.ts'
import type { CatalogStore, MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ConnectorEffects } from '../connector/effects.ts'
import { toGlobalId, type Uid } from '../kernel/ids.ts'
import { Fault } from '../kernel/problem.ts'
import { impactOf, type Lineage, type LineageGraph, type Serving, type ShownNode } from '../lineage/index.ts'
import type { TargetRow } from '../persistence/target-store.ts'
import type { Sources } from './sources.ts'

/** What is needed to tell what a version is used for, whoever asks. */
export interface VersionUseParts {
  readonly sources: Pick<Sources, 'byId'>
  /** Targets of the version's model, in every environment. */
  readonly targetsOf: (model: MirroredObject) => Promise<readonly PlacedTarget[]>
  readonly targets: () => Promise<readonly TargetRow[]>
  /** The version that a target is to stand for by the last request; null for none. */
  readonly desired: (target: Uid) => Promise<Uid | null>
  readonly serving: Serving
  /** Over everything there is. */
  readonly lineage: Pick<Lineage, 'traceIndexed'>
}

/** What whoever asks may be told the names of. */
export interface UseSight {
  /** The mirror as they see it. */
  readonly mirror: Pick<CatalogStore, 'byUids'>
  /** Targets that they see. */
  readonly targets: () => Promise<readonly Pick<TargetRow, 'uid'>[]>
}

/**
 * What a version is used for now: targets that stand for it or are to, servers that have it loaded, whoever is registered as
 * using it or what serves it, and what lineage was told of. A server that has it loaded under a name that is no target and
 * that nobody uses is no use, where the gateway can unload it and the bytes there are of no other version.
 * Throws where a tool does not tell, since a use that is not seen must not count as none.
 */
export async function versionUses(
  parts: VersionUseParts,
  sight: UseSight,
  subject: Subject,
  call: CallContext,
): Promise<VersionUses> {
  const standing = await standingTargets(parts, subject, call)
  const { served, told } = await servedAndTold(parts, subject, call)
  const rows = await parts.targets()
  const isTarget = ({ source, name }: MirroredObject) =>
    rows.some((row) => row.kind === 'DEPLOYMENT' && row.source === source && row.nativeRef === name)
  const uses: Use[] = [...standing, ...told]
  const loaded: LoadedName[] = []
  for (const deployment of served) {
    const one = isTarget(deployment) ? 'USED' : await loadedUnder(parts, { deployment, subject }, call)
    if (one === 'USED') uses.push({ kind: 'DEPLOYMENT', name: nameOf(deployment), object: deployment.uid })
    else if (one !== null) loaded.push(one)
  }
  const keyOf = ({ source, deployment }: LoadedName) => `${source}/${deployment}`
  const sorted = loaded.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return { uses: await seenOf(sight, uses), loaded: sorted }
}

/** A use with what decides whether it is seen: a target, or an object of the mirror. */
type Use = Omit<VersionUse, 'isSeen'> & ({ readonly target: Uid } | { readonly object: Uid | null })

function nameOf({ source, name }: MirroredObject): string {
  return `deployment:${source}/${name}`
}

async function seenOf({ mirror, targets }: UseSight, uses: readonly Use[]): Promise<readonly VersionUse[]> {
  if (uses.length === 0) return []
  const shown = new Set<string>((await targets()).map(({ uid }) => uid))
  const uids = uses.flatMap((use) => ('object' in use && use.object !== null ? [use.object] : []))
  for (const object of await mirror.byUids(uids)) if (object !== null) shown.add(object.uid)
  return uses.map((use) => {
    const uid = 'target' in use ? use.target : use.object
    return { kind: use.kind, name: use.name, isSeen: uid !== null && shown.has(uid) }
  })
}

/** Targets that stand for the version, or are to stand for it whatever somebody made of them. */
async function standingTargets(
  { sources, targetsOf, desired }: VersionUseParts,
  { model, facts }: Subject,
  call: CallContext,
): Promise<readonly Use[]> {
  const found: Use[] = []
  for (const target of await targetsOf(model)) {
    const isDesired = (await desired(target.uid)) === facts.uid
    const held = isDesired || target.kind !== 'ALIAS' ? null : await aliasHeld(sources, target, call)
    if (isDesired || held === facts.version)
      found.push({ kind: target.kind, name: target.nativeRef, target: target.uid })
  }
  return found
}

async function aliasHeld(
  sources: VersionUseParts['sources'],
  { source, workspace, model, alias }: Extract<PlacedTarget, { kind: 'ALIAS' }>,
  call: CallContext,
): Promise<string | null> {
  const effects = sources.byId(source)?.connector.effects
  if (effects === undefined) throw untold(source)
  return effects.observe({ kind: 'ALIAS', workspace, model, alias }, call)
}

/** Deployments that serve the version, and uses that lineage knows of beside them. */
async function servedAndTold(
  { serving, lineage }: VersionUseParts,
  { version }: Subject,
  call: CallContext,
): Promise<{ readonly served: readonly MirroredObject[]; readonly told: readonly Use[] }> {
  const { links, faults, complete } = await serving.servedBy([version], call)
  const [fault] = faults
  if (fault !== undefined) throw fault
  if (!complete) throw untold(version.source)
  const loaded = links.filter(({ versionState }) => versionState !== 'UNAVAILABLE')
  const served = [...new Map(loaded.map(({ deployment }) => [deployment.uid, deployment])).values()]
  const told: Use[] = []
  // What servers hold is asked of them above; what was told is in the index, also of a deployment that it has not met yet.
  for (const root of [version, ...served]) told.push(...(await toldOf(lineage, root, call)))
  return { served, told: [...new Map(told.map((use) => [`${use.kind} ${use.name}`, use])).values()] }
}

async function toldOf(
  lineage: VersionUseParts['lineage'],
  { kind, uid, source }: MirroredObject,
  call: CallContext,
): Promise<readonly Use[]> {
  const ref = toGlobalId(kind, uid)
  const walk = {
    direction: 'DOWN',
    depth: usesDepth,
    kinds: null,
    at: null,
    columns: false,
    maxNodes: nodesMax,
  } as const
  const walked = await lineage.traceIndexed({ ref, source: null, ...walk }, call)
  if (walked?.ok !== true || isCut(walked.value.graph)) throw untold(source)
  return toldUses(walked.value.graph)
}

/** From a version to what serves it, to where that answers, to who calls it there. */
const usesDepth = 3

const nodesMax = 10_000

function isCut({ truncation }: LineageGraph): boolean {
  return truncation !== null && truncation !== 'DEPTH'
}

const useKinds: ReadonlySet<ShownNode['kind']> = new Set(['DEPLOYMENT', 'ENDPOINT', 'CONSUMER'])

/** What is reached over nothing but what serves: what a later run made of the version does not need it any more. */
function toldUses(graph: LineageGraph): readonly Use[] {
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]))
  return impactOf(graph, () => null).affected.flatMap(({ node, path, isLive }): readonly Use[] => {
    const way = path.slice(1)
    if (node.restricted || !way.every((id) => useKinds.has(kinds.get(id) ?? null))) return []
    const object = node.subject?.uid ?? null
    if (node.kind === 'CONSUMER') return [{ kind: 'CONSUMER', name: node.name, object }]
    // An endpoint of a deployment is looked at with it.
    const isOwn = path.some((id) => kinds.get(id) === 'DEPLOYMENT')
    return node.kind === 'ENDPOINT' && isLive && !isOwn ? [{ kind: 'DEPLOYMENT', name: node.name, object }] : []
  })
}

interface LoadedAt {
  readonly deployment: MirroredObject
  readonly subject: Subject
}

/** What a server holds under a name that is no target: null for nothing, USED where it cannot be unloaded. */
async function loadedUnder(
  { sources, serving }: VersionUseParts,
  { deployment, subject }: LoadedAt,
  call: CallContext,
): Promise<LoadedName | 'USED' | null> {
  const { source, name } = deployment
  const effects = sources.byId(source)?.connector.effects
  const { links } = await serving.versionsServedBy([deployment], call)
  if (effects === undefined || links.some(({ version }) => version.uid !== subject.facts.uid)) return 'USED'
  const places = await placesUnder(effects, name, call)
  if (places === 'USED') return 'USED'
  if (places.model === null) return null
  // Whatever its settings do not tell could not be loaded again, were the rest of the change to fail.
  return places.model === places.settings ? { source, deployment: name, held: places.model } : 'USED'
}

async function placesUnder(effects: ConnectorEffects, deployment: string, call: CallContext) {
  try {
    return {
      settings: await effects.observe({ kind: 'SERVED_SETTINGS', deployment }, call),
      model: await effects.observe({ kind: 'SERVED_MODEL', deployment }, call),
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'UNSUPPORTED_BY_TARGET') return 'USED' as const
    throw error
  }
}

function untold(source: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage:
      'It cannot be told yet what uses the version: deployments are still being compared, or a tool did not answer. Try again.',
    internalMessage: `what uses a version of ${source} is not known in full`,
    retryable: true,
    source,
  })
}
