import { globalIdOf, refOf } from '../catalog/index.ts'
import type { Live, MirroredObject } from '../catalog/types.ts'
import { endsWithLoader } from './bounded.ts'
import type { GraphContext } from './context.ts'
import { immediate } from './immediate.ts'
import type { Loaders } from './loaders.ts'
import type { ObjectLoader } from './object-loader.ts'
import { sourceRef } from './views.ts'

/** Loads what a live field tells, for many objects at once. */
export type LoaderOf = (loaders: Loaders) => ObjectLoader<unknown>

const loadersOfFields = new WeakMap<object, LoaderOf>()

/** The loader that a resolver made by {@link liveFields} waits for; undefined for every other resolver. */
export function loaderOfField(resolve: object): LoaderOf | undefined {
  return loadersOfFields.get(resolve)
}

/**
 * Resolvers of the fields that a tool owns: they read the tool's record, batched, and pick a part of it. What was read
 * ahead is answered without a promise.
 */
export function liveFields<Facts>(loaderOf: (loaders: Loaders) => ObjectLoader<Live<Facts>>) {
  const pickLive = <Value>(part: (live: Live<Facts>, context: GraphContext) => Value) => {
    const resolve = endsWithLoader((object: MirroredObject, _args: unknown, context: GraphContext) => {
      const loader = loaderOf(context.loaders)
      const known = loader.peek(object)
      const shown = (live: Live<Facts> | null) => (live === null ? null : part(live, context))
      if (known === undefined) return loader.load(object).then(shown)
      if (known instanceof Error) throw known
      return shown(known)
    })
    loadersOfFields.set(resolve, loaderOf)
    return resolve
  }
  return {
    pick: <Value>(part: (record: Facts) => Value) => pickLive(({ record }) => part(record)),
    freshness: pickLive(({ object, observedAt }, { now }) => ({
      observedAt,
      ageMs: Math.max(0, now() - observedAt),
      source: object.source,
    })),
  }
}

/** Resolvers of the fields that every mirrored object answers from the mirror alone. */
export const mirrored = {
  id: immediate((object: MirroredObject) => globalIdOf(object)),
  ref: immediate((object: MirroredObject) => refOf(object) ?? ''),
  source: immediate((object: MirroredObject) => sourceRef(object.source)),
  workspace: immediate((object: MirroredObject) => (object.workspace === '' ? null : object.workspace)),
}

/** Tags as a list, by key. */
export function tagList(tags: Readonly<Record<string, string>>) {
  return Object.keys(tags)
    .toSorted()
    .map((key) => ({ key, value: tags[key] ?? '' }))
}

/** Another object of the same source and workspace, by its native id; null when there is no id. */
export async function related(
  { loaders }: GraphContext,
  from: MirroredObject,
  to: { readonly kind: MirroredObject['kind']; readonly nativeId: string | null | undefined },
): Promise<MirroredObject | null> {
  if (to.nativeId === null || to.nativeId === undefined) return null
  return loaders.byNative.load({
    source: from.source,
    workspace: from.workspace,
    kind: to.kind,
    nativeId: to.nativeId,
  })
}

/** The parent in the mirror. */
export async function parent({ loaders }: GraphContext, object: MirroredObject): Promise<MirroredObject | null> {
  return object.parentUid === null ? null : loaders.byUid.load(object.parentUid)
}
