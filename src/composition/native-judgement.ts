import { type Action, actionsOf, type PolicyEngine, refusedActions } from '../access/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { AccessClass, MirroredKind } from '../catalog/types.ts'
import type { SeenObject, Visibility } from '../catalog/visibility.ts'
import { type NativeKind, nativeKinds } from '../connector/native-rights.ts'
import type { Uid } from '../kernel/ids.ts'
import { type CallerView, namedObjects } from './caller-views.ts'
import type { HeldRight } from './native-subjects.ts'

/** What rights of one tool are judged by. */
export interface JudgementParts {
  readonly engine: PolicyEngine
  readonly source: string
  /** What the caller sees. */
  readonly view: CallerView
  readonly classes: CatalogStore['accessClasses']
}

/** What the objects that it gives too much on are listed with, besides. */
export interface ListingParts extends JudgementParts {
  readonly mirrorFor: CatalogStore['visibleTo']
}

/** Actions that a right gives and the policy does not, on objects of one kind. */
export interface Excess {
  /** Tells one from another. */
  readonly key: string
  readonly kind: NativeKind
  readonly actions: readonly Action[]
}

/** Compares one right with the policy. */
export interface Judgement {
  /** Objects that the caller's rules name, or rules for the holder; they and what is right below them are judged one by one. */
  readonly named: ReadonlySet<Uid>
  /** Null where the right gives nothing that the policy does not. */
  excessOn(object: SeenObject): Excess | null
  /** Classes of the source that the caller sees objects of, as far as no rule names those. */
  classes(): Promise<readonly AccessClass[]>
}

/** Stands for every object of a class that no rule names. */
export const unnamed = '' as Uid

/** Builds a judgement. It remembers what follows from the class of an object alone, and lives as long as one request. */
export function createJudgement(parts: JudgementParts, { right, somebody }: HeldRight): Judgement {
  const { engine, view } = parts
  const { snapshot, ways } = somebody
  const named = new Set([...view.visibility.named, ...ways.flatMap((way) => [...namedObjects(snapshot, way)])])
  const known = new Map<string, Excess | null>()
  const decide = ({ accessClass, uid, parentUid }: SeenObject): Excess | null => {
    const kind = nativeKindOf(accessClass.kind)
    const level = kind === undefined ? undefined : right.levels[kind]
    const isReached = right.workspace === null || right.workspace === accessClass.workspace
    if (kind === undefined || level === undefined || !isReached) return null
    const resource = view.classOf(accessClass).of(uid, parentUid)
    const actions = refusedActions(engine, somebody, { actions: actionsOf(kind, level), resource })
    return actions.length === 0 ? null : { key: `${kind}:${actions.join('+')}`, kind, actions }
  }
  let classes: Promise<readonly AccessClass[]> | null = null
  return {
    named,
    classes: () => (classes ??= visibleClasses(parts)),
    excessOn(object) {
      if (named.has(object.uid) || (object.parentUid !== null && named.has(object.parentUid))) return decide(object)
      const { id } = object.accessClass
      const remembered = known.get(id)
      const excess = remembered === undefined ? decide(object) : remembered
      known.set(id, excess)
      return excess
    },
  }
}

function nativeKindOf(kind: MirroredKind): NativeKind | undefined {
  return nativeKinds.find((each) => each === kind)
}

/** What is answered with it tells of rights, and no field of an object; and nobody named what it meets. */
export const quietly: Pick<Visibility, 'sensitive' | 'onHidden'> = {
  sensitive: () => ({ isShown: false, holdsPersonalData: true }),
  onHidden: () => undefined,
}

async function visibleClasses({ view, source, classes }: JudgementParts): Promise<readonly AccessClass[]> {
  return view.visibility.seenClasses((await classes()).filter((each) => each.source === source))
}
