import { resourceOf } from '../../../src/access/policy/catalog-resource.ts'
import type { EnvironmentFacts } from '../../../src/access/policy/resource.ts'
import type { Action } from '../../../src/access/types.ts'
import type { MirroredKind } from '../../../src/catalog/types.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
import { rules } from '../worlds.ts'
import { keyOf, type Thing, type ToolWorld } from './tool-world.ts'

/** Who an object and its parent are in the mirror. */
export interface Identity {
  readonly uid: Uid
  readonly parentUid: Uid | null
}

/** A world as it stands, with the names that the mirror gave. */
export interface Standing {
  readonly tools: ToolWorld
  readonly identities: ReadonlyMap<string, Identity>
  /** Every uid there ever was, of what is gone too. */
  readonly everyUid: readonly Uid[]
  /** Environment of a source; none where this is left out. */
  readonly environmentOf?: (source: string) => EnvironmentFacts | null
}

/** What rules look at in an object, in its tool's own words. */
export type RawFacts = Parameters<typeof resourceOf>[1]

/** What one caller may be told, each object decided anew from its tool's own words. */
export class Sight {
  readonly standing: Standing
  readonly #decide: (facts: RawFacts, action?: Action) => boolean
  readonly #facts: ReadonlyMap<Uid, RawFacts>
  readonly #seen: ReadonlyMap<Uid, Thing>

  constructor(standing: Standing, decide: (facts: RawFacts, action?: Action) => boolean) {
    this.standing = standing
    this.#decide = decide
    const facts = new Map<Uid, RawFacts>()
    const seen = new Map<Uid, Thing>()
    for (const thing of standing.tools.all()) {
      const { uid } = this.identityOf(thing)
      facts.set(uid, this.#factsOf(thing))
      if (this.#decide(this.#factsOf(thing))) seen.set(uid, thing)
    }
    this.#facts = facts
    this.#seen = seen
  }

  identityOf(thing: Pick<Thing, 'source' | 'kind' | 'nativeId'>): Identity {
    const identity = this.standing.identities.get(keyOf(thing))
    if (identity === undefined) throw new Error(`The mirror lacks ${keyOf(thing)}`)
    return identity
  }

  /** The object of a uid, where it may be seen. */
  thing(uid: Uid): Thing | undefined {
    return this.#seen.get(uid)
  }

  /** An object by its name, where there is one that may be seen. */
  find(source: string, kind: MirroredKind, nativeId: string): Thing | undefined {
    const thing = this.standing.tools.find(source, kind, nativeId)
    return thing === undefined ? undefined : this.thing(this.identityOf(thing).uid)
  }

  /** What rules look at in an object, seen or not; undefined for what is gone. */
  facts(uid: Uid): RawFacts | undefined {
    return this.#facts.get(uid)
  }

  /** Whether an action may be taken on an object that may be seen. */
  may(action: Action, uid: Uid): boolean {
    const facts = this.#facts.get(uid)
    return facts !== undefined && this.#seen.has(uid) && this.#decide(facts, action)
  }

  /** Whether data with this name is hidden; what the mirror does not hold is not. */
  hidesData({
    source,
    name,
    digest,
  }: {
    readonly source: string
    readonly name: string
    readonly digest: string
  }): boolean {
    const { tools } = this.standing
    const version = tools.find(source, 'DataVersion', `${name}\n${digest}`)
    const known = version ?? tools.find(source, 'Dataset', name)
    return known !== undefined && !this.#seen.has(this.identityOf(known).uid)
  }

  /** Whether data is said to hold personal data. */
  holdsPersonalData(uid: Uid): boolean {
    const facts = this.#facts.get(uid)
    return facts !== undefined && resourceOf(rules, facts).entity.attributes['containsPii'] === true
  }

  /** Uids of everything that may be seen and is such, sorted. */
  uids(isSuch: (thing: Thing) => boolean): readonly Uid[] {
    return [...this.#seen]
      .filter(([, thing]) => isSuch(thing))
      .map(([uid]) => uid)
      .toSorted()
  }

  #factsOf(thing: Thing): RawFacts {
    const { tools, environmentOf } = this.standing
    const { kind, source, tags } = thing
    const parent = tools.parentOf(thing)
    const parentTags = parent === undefined ? {} : parent.tags
    const environment = kind === 'Deployment' ? (environmentOf?.(source) ?? null) : null
    return { kind, source, tags, parentTags, ...this.identityOf(thing), environment }
  }
}
