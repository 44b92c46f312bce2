import type { resourceOf } from '../../../src/access/policy/catalog-resource.ts'
import type { MirroredKind } from '../../../src/catalog/types.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
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
}

/** What rules look at in an object, in its tool's own words. */
export type RawFacts = Parameters<typeof resourceOf>[1]

/** What one caller may be told, each object decided anew from its tool's own words. */
export class Sight {
  readonly standing: Standing
  readonly #seen: ReadonlyMap<Uid, Thing>
  readonly #addressed: ReadonlySet<Uid>

  constructor(standing: Standing, decide: (facts: RawFacts, action?: 'sensitive:read') => boolean) {
    this.standing = standing
    const { tools } = standing
    const seen = new Map<Uid, Thing>()
    const addressed = new Set<Uid>()
    for (const thing of tools.all()) {
      const { kind, source, tags } = thing
      const parent = tools.parentOf(thing)
      const parentTags = parent === undefined ? {} : parent.tags
      const identity = this.identityOf(thing)
      const facts = { kind, source, tags, parentTags, ...identity }
      if (!decide(facts)) continue
      seen.set(identity.uid, thing)
      if (decide(facts, 'sensitive:read')) addressed.add(identity.uid)
    }
    this.#seen = seen
    this.#addressed = addressed
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

  /** Whether an object that may be seen may be found by its address, which is a sensitive field. */
  knowsAddressOf(uid: Uid): boolean {
    return this.#addressed.has(uid)
  }

  /** Uids of everything that may be seen and is such, sorted. */
  uids(isSuch: (thing: Thing) => boolean): readonly Uid[] {
    return [...this.#seen]
      .filter(([, thing]) => isSuch(thing))
      .map(([uid]) => uid)
      .toSorted()
  }
}
