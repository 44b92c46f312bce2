import { createResourceClass } from '../../../src/access/policy/catalog-resource.ts'
import { containerResource, environmentResource } from '../../../src/access/policy/resource.ts'
import type { Resource } from '../../../src/access/policy/types.ts'
import type { Action } from '../../../src/access/types.ts'
import { readAction } from '../../../src/composition/caller-views.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
import type { Sight } from '../random/sight.ts'
import { rules } from '../worlds.ts'
import { environments, toolNames } from './stage.ts'

/** Decides anew, without any memory. */
export type Decide = (action: Action, resource: Resource) => boolean

const abilities = ['model:read', 'sensitive:read'] as const

/** What one caller may know, of objects and of what holds them. */
export class WhoSees {
  readonly sight: Sight
  readonly #decide: Decide
  readonly #environmentOf: (uid: string) => string | null
  readonly #ofWorld: ReadonlySet<string>

  constructor(sight: Sight, decide: Decide, environmentOf: (uid: string) => string | null) {
    this.sight = sight
    this.#decide = decide
    this.#environmentOf = environmentOf
    this.#ofWorld = new Set<string>(sight.standing.everyUid)
  }

  isOfWorld(uid: string): boolean {
    return this.#ofWorld.has(uid)
  }

  object(uid: Uid): boolean {
    return this.sight.thing(uid) !== undefined
  }

  may(action: Action, uid: Uid): boolean {
    return this.sight.may(action, uid)
  }

  holdsPersonalData(uid: Uid): boolean {
    return this.sight.holdsPersonalData(uid)
  }

  sourceOf(uid: Uid): string {
    return this.sight.thing(uid)?.source ?? ''
  }

  source(id: string): boolean {
    return this.maySource('source:read', id)
  }

  maySource(action: Action, id: string): boolean {
    return this.#decide(action, containerResource('Source', id))
  }

  /** By the uid of an environment. */
  environment(uid: string): boolean {
    const name = this.#environmentOf(uid)
    const facts = Object.values(environments).find((each) => each.name === name)
    return facts !== undefined && this.#decide('deployment:read', environmentResource(facts))
  }

  /** As `viewerCan` is asked in the fragments. */
  abilities(uid: Uid): readonly { readonly action: string; readonly allowed: boolean }[] {
    return abilities.map((action) => ({ action, allowed: this.may(action, uid) }))
  }

  /** Sources that may be named: those with something to see, and those that may be looked at. */
  sources(): readonly string[] {
    return toolNames.filter((id) => this.source(id) || this.sight.uids(({ source }) => source === id).length > 0)
  }

  /** Whether something of a class would be seen. */
  sees(facts: Parameters<typeof createResourceClass>[1]): boolean {
    return this.#decide(readAction[facts.kind], createResourceClass(rules, facts).of('', ''))
  }
}
