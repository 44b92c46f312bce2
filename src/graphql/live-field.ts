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

const loadersOfFields = new WeakMap<object, readonly LoaderOf[]>()

/** The loaders that a resolver waits for, where it waits for nothing else; undefined for every other resolver. */
export function loadersOfField(resolve: object): readonly LoaderOf[] | undefined {
  return loadersOfFields.get(resolve)
}

/** Marks a resolver of a mirrored object that waits for these loaders, and for nothing else. */
export function waitsFor<Resolve extends object>(resolve: Resolve, loaders: readonly LoaderOf[]): Resolve {
  loadersOfFields.set(resolve, loaders)
  return endsWithLoader(resolve)
}

/**
 * Resolvers of the fields that a tool owns: they read the tool's record, batched, and pick a part of it. What was read
 * ahead is answered without a promise.
 */
export function liveFields<Facts>(loaderOf: (loaders: Loaders) => ObjectLoader<Live<Facts>>) {
  const pickLive = <Value>(part: (live: Live<Facts>, context: GraphContext) => Value) => {
    const resolve = (object: MirroredObject, _args: unknown, context: GraphContext) => {
      const loader = loaderOf(context.loaders)
      const known = loader.peek(object)
      const shown = (live: Live<Facts> | null) => (live === null ? null : part(live, context))
      if (known === undefined) return loader.load(object).then(shown)
      if (known instanceof Error) throw known
      return shown(known)
    }
    return waitsFor(resolve, [loaderOf])
  }
  return {
    pick: <Value>(part: (record: Facts, object: MirroredObject) => Value) =>
      pickLive(({ record, object }) => part(record, object)),
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
