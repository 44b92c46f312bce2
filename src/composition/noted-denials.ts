import type { Action, Principal } from '../access/index.ts'
import { decodeArtifactUid } from '../artifacts/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { Catalog } from '../catalog/api.ts'
import { findMirrored, parseRef } from '../catalog/index.ts'
import type { CatalogStore } from '../catalog/ports.ts'
import type { MirroredKind, MirroredObject } from '../catalog/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { readAction } from './caller-views.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'

/**
 * Reads of one request that are refused, on their way into the audit trail: of what the caller named itself. What it merely
 * comes across, such as a hidden parent or a row that a list leaves out, is no denial.
 */
export interface Denials {
  /** Whether anything was noted. */
  hasAny(): boolean
  note(action: Action, resource: { readonly type: string; readonly id: string }): void
  /** An object that is not shown. */
  object(object: Pick<MirroredObject, 'kind' | 'uid'>): void
  /** A source that was named and is not shown; nothing when there is none. */
  source(id: string): void
  /** An environment that was named and is not shown; nothing when there is none. */
  environment(name: string): Promise<void>
  /** A global id that was answered with null; nothing when there is no such thing. */
  node(kind: EntityKind, uid: string): Promise<void>
}

/** What denials are told from: everything, whoever asks. */
export interface DenialParts {
  readonly access: Pick<AccessLog, 'denied'>
  readonly caller: { readonly principal: Principal; readonly origin: RequestOrigin }
  /** Objects that were asked for and are not shown; grows while the request lasts. */
  readonly hidden: readonly MirroredObject[]
  readonly sources: Pick<Sources, 'byId'>
  readonly store: Pick<OpenStore, 'environments' | 'targets'>
}

/** Notes denials of one request. */
export function createDenials({ access, caller, hidden, sources, store }: DenialParts): Denials {
  const actor = actorOf(caller.principal, caller.origin)
  let hasNoted = false
  const note: Denials['note'] = (action, resource) => {
    hasNoted = true
    access.denied(actor, action, resource)
  }
  const object: Denials['object'] = ({ kind, uid }) => note(readAction[kind], { type: kind, id: uid })
  const source: Denials['source'] = (id) => {
    if (sources.byId(id) !== null) note('source:read', { type: 'Source', id })
  }
  const environmentWith = async (isIt: (row: { readonly uid: string; readonly name: string }) => boolean) => {
    const found = (await store.environments.list()).find(isIt)
    if (found !== undefined) note('deployment:read', { type: 'Environment', id: found.name })
  }
  return {
    hasAny: () => hasNoted,
    note,
    object,
    source,
    environment: (wanted) => environmentWith(({ name }) => name === wanted),
    async node(kind, uid) {
      if (kind === 'Source') return source(uid)
      if (kind === 'Environment') return environmentWith((row) => row.uid === uid)
      if (kind === 'Target') {
        const [target] = await store.targets.byUids([uid])
        if (target != null) note('deployment:read', { type: 'Target', id: uid })
        return undefined
      }
      const owner = kind === 'Artifact' ? decodeArtifactUid(uid)?.ownerUid : uid
      const found = hidden.find((each) => each.uid === owner)
      if (found !== undefined) object(found)
      return undefined
    },
  }
}

/** A ref as a caller asks for it. */
interface AskedRef {
  readonly ref: string
  readonly source: string | null
  readonly kinds: readonly MirroredKind[] | null
}

/** Where refs are looked up a second time, for nobody's eyes. */
export interface HiddenRefs {
  readonly hidden: readonly MirroredObject[]
  readonly object: Denials['object']
  readonly sources: Pick<Sources, 'all'>
  /** The mirror, whoever asks. */
  readonly whole: CatalogStore
  /** The mirror as the caller sees it. */
  readonly seen: CatalogStore
}

/**
 * Notes refs that name something hidden, also where the answer is that a tool is away. A source of which the caller sees
 * nothing is never asked, so the mirror says what is hidden there.
 */
export function notingDenials(catalog: Catalog, parts: HiddenRefs): Catalog {
  const { hidden, object } = parts
  const noting = async <Value>(
    asked: readonly AskedRef[],
    look: () => Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> => {
    const before = hidden.length
    let isFound = false
    try {
      const found = await look()
      isFound = found.ok
      return found
    } finally {
      if (!isFound) {
        for (const each of asked) await meet(parts, each)
        for (const met of new Map(hidden.slice(before).map((each) => [each.uid, each])).values()) object(met)
      }
    }
  }
  const refsOf = (refs: readonly string[], source: string | null, kinds: AskedRef['kinds']) =>
    refs.map((ref) => ({ ref, source, kinds }))
  return {
    ...catalog,
    resolve: (ref, options, call) => noting([{ ref, ...options }], () => catalog.resolve(ref, options, call)),
    compareRuns: (refs, options, call) =>
      noting(refsOf(refs, options.source, ['Run']), () => catalog.compareRuns(refs, options, call)),
    compareVersions: (refs, options, call) =>
      noting(refsOf(refs, options.source, ['ModelVersion']), () => catalog.compareVersions(refs, options, call)),
    reproduceRecipe: (ref, source, call) =>
      noting(refsOf([ref], source, ['Run', 'ModelVersion']), () => catalog.reproduceRecipe(ref, source, call)),
  }
}

/** No object has it. */
const nobody = '' as Uid

/** Looks a ref up in the whole mirror, and what is found as the caller sees it, which tells of what is hidden. */
async function meet({ sources, whole, seen }: HiddenRefs, { ref, source, kinds }: AskedRef): Promise<void> {
  const parsed = parseRef(ref)
  const readings = parsed.ok ? parsed.value.filter(({ kind }) => kind === null || (kinds?.includes(kind) ?? true)) : []
  for (const reading of readings) {
    if (reading.by === 'id') await seen.byUids([reading.uid])
    if (reading.by === 'id') continue
    for (const each of sources.all()) {
      if (source !== null && each.id !== source) continue
      const found = await findMirrored(whole, each, reading)
      // An alias moves, and only its registry knows where it is: the model that it is of tells as much.
      const models = 'model' in reading ? await whole.byName('Model', reading.model, each.id) : []
      const uids = (found.length === 0 ? models : found).map(({ uid }) => uid)
      // As many statements for what is hidden as for what there is not, so that the time of the answer tells neither.
      await seen.byUids(uids.length === 0 ? [nobody] : uids)
    }
  }
}
