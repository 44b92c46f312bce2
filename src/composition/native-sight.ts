import type { Action } from '../access/index.ts'
import type { CatalogStore, MirroredObject } from '../catalog/index.ts'
import type { NativeExcessFound, NativeFindingView } from '../graphql/drift-service.ts'
import { modelsOf, type Violation, type WiderExcess } from '../reconciliation/index.ts'

/** What decides who sees a right that is wider than the policy. */
export interface NativeSightParts {
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly whole: Pick<CatalogStore, 'byUids'>
  readonly sees: (objects: readonly MirroredObject[], at: number) => Promise<readonly boolean[]>
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  /** Whether the caller may compare rights of a source with the policy. */
  readonly explains: (source: string) => boolean
}

/**
 * What a caller may know of the right that a violation is about: on objects that they see, where they may compare rights of
 * the source, or settle violations of the model. Null where that is nothing.
 */
export async function nativeViewOf(parts: NativeSightParts, violation: Violation): Promise<NativeFindingView | null> {
  const { native, source, subject, firstSeenAt } = violation
  if (native === undefined) return null
  const explains = parts.explains(source)
  const models = await objectsOf(parts.seen, modelsOf(native))
  const known = new Map<string, MirroredObject>()
  for (const model of models) if (explains || (await parts.may('violation:resolve', model))) known.set(model.uid, model)
  const excess: NativeExcessFound[] = []
  for (const each of native.excess) {
    const shown = await shownOf(parts, each, known)
    if (shown.objects.length > 0) excess.push(shown)
  }
  const widest = excess.toSorted((one, other) => other.actions.length - one.actions.length)
  const view = { source, holder: native.holder, accounts: native.accounts, excess: widest }
  if (excess.length > 0) return view
  const isGone = (await objectsOf(parts.whole, [subject.uid])).length === 0
  return explains && isGone && (await parts.sees([subject], firstSeenAt))[0] === true ? view : null
}

async function shownOf(
  { seen }: NativeSightParts,
  { kind, actions, isOnAll, objects }: WiderExcess,
  known: ReadonlyMap<string, MirroredObject>,
): Promise<NativeExcessFound> {
  const reached = objects.filter(({ model }) => known.has(model))
  const found = await objectsOf(
    seen,
    reached.map(({ uid }) => uid),
  )
  const shown = new Set(found.map(({ uid }) => uid))
  const models = new Set(reached.filter(({ uid }) => shown.has(uid)).map(({ model }) => model))
  return { kind, actions, isOnAll, models: models.size, objects: found }
}

/**
 * Whether a caller may settle a violation. That a right may stay holds for every model that it reaches, so they must see
 * each, and may do so on each.
 */
export async function maySettle(
  { whole, seen, may }: NativeSightParts,
  { native, subject }: Violation,
): Promise<boolean> {
  const models = native === undefined ? [] : await objectsOf(whole, modelsOf(native))
  const shown = await objectsOf(
    seen,
    models.map(({ uid }) => uid),
  )
  if (shown.length < models.length) return false
  // Where none is left, the last that is known of one decides.
  for (const model of models.length === 0 ? [subject] : models)
    if (!(await may('violation:resolve', model))) return false
  return true
}

async function objectsOf(mirror: Pick<CatalogStore, 'byUids'>, uids: MirroredUids): Promise<readonly MirroredObject[]> {
  return (await mirror.byUids(uids)).filter((object) => object !== null)
}

type MirroredUids = Parameters<CatalogStore['byUids']>[0]
