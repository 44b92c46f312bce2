import { globalIdOf, refOf } from '../catalog/index.ts'
import type { Live, MirroredObject } from '../catalog/types.ts'
import type { GraphContext } from './context.ts'
import type { Loaders, ObjectLoader } from './loaders.ts'
import { sourceRef } from './views.ts'

/** A resolver of a field that a tool owns: reads the tool's record, batched, and picks a part of it. */
export function liveFields<Facts>(loaderOf: (loaders: Loaders) => ObjectLoader<Live<Facts>>) {
  return {
    pick:
      <Value>(part: (record: Facts) => Value) =>
      async (object: MirroredObject, _args: unknown, { loaders }: GraphContext) => {
        const live = await loaderOf(loaders).load(object)
        return live === null ? null : part(live.record)
      },
    freshness: async (object: MirroredObject, _args: unknown, { loaders, now }: GraphContext) => {
      const live = await loaderOf(loaders).load(object)
      if (live === null) return null
      return { observedAt: live.observedAt, ageMs: Math.max(0, now() - live.observedAt), source: object.source }
    },
  }
}

/** Resolvers of the fields that every mirrored object answers from the mirror alone. */
export const mirrored = {
  id: globalIdOf,
  ref: (object: MirroredObject) => refOf(object) ?? '',
  source: (object: MirroredObject) => sourceRef(object.source),
  workspace: (object: MirroredObject) => (object.workspace === '' ? null : object.workspace),
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
