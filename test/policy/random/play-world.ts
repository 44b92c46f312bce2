import * as fc from 'fast-check'
import { resourceOf } from '../../../src/access/policy/catalog-resource.ts'
import type { PolicyEngine } from '../../../src/access/policy/engine.ts'
import { policyTagsOf } from '../../../src/access/policy/labels.ts'
import type { PolicySnapshot } from '../../../src/access/policy/types.ts'
import type { Action } from '../../../src/access/types.ts'
import type { SeenCatalogStore } from '../../../src/catalog/ports.ts'
import { type CallerViews, createCallerViews, readAction } from '../../../src/composition/caller-views.ts'
import type { CatalogRecord } from '../../../src/connector/records.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
import { createCatalogStore, type OwnedCatalogStore } from '../../../src/persistence/catalog-store.ts'
import type { Database } from '../../../src/persistence/database.ts'
import { now, rules } from '../worlds.ts'
import { objectReads } from './object-reads.ts'
import { record, source } from './records.ts'
import { relationReads } from './relation-reads.ts'
import { caller, type PickUid, type Rights, rights } from './rights.ts'
import { type Identity, type RawFacts, Sight, type Standing } from './sight.ts'
import { keyOf, ToolWorld } from './tool-world.ts'

const reads = { ...objectReads, ...relationReads }

const batch = (maxLength: number) =>
  fc.uniqueArray(record, { minLength: 1, maxLength, selector: ({ kind, nativeId }) => `${kind} ${nativeId}` })

const read = fc.tuple(fc.constantFrom(...Object.keys(reads)), fc.nat(1_000))

const requests = ['SAME', 'SAME', 'SAME', 'NEXT', 'NEXT', 'ELSEWHERE'] as const

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('READ' as const),
      caller: fc.nat(2),
      request: fc.constantFrom(...requests),
      reads: fc.array(read, { minLength: 2, maxLength: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('TAKE' as const),
      source,
      records: batch(3),
      byOther: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REMOVE' as const), pick: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('RIGHTS' as const), rights }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'LATER' as const }) },
)

/** Tools, rights, three callers, and what happens one after the other. */
export const world = fc.record({
  first: fc.array(fc.tuple(source, batch(10)), { minLength: 2, maxLength: 4 }),
  rights,
  callers: fc.tuple(caller, caller, caller),
  steps: fc.array(step, { minLength: 4, maxLength: 10 }),
})

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never
type Step = World['steps'][number]

/** What outlives a world: the engine under test with all it remembers, and those that it is compared with. */
export interface Stage {
  readonly database: Database
  readonly warm: PolicyEngine
  /** Remembers nothing yet, or little. */
  readonly cold: () => PolicyEngine
  /** Remembers nothing ever. */
  readonly oracle: PolicyEngine
  readonly time: { now: number }
  /** How many decisions were made, and how many of them were no. */
  readonly tally: { decisions: number; denials: number }
}

/** Plays one world and checks every answer. */
export async function playWorld(stage: Stage, facts: World): Promise<void> {
  await empty(stage.database)
  stage.time.now = now
  const play = new Play(stage, facts)
  try {
    for (const [from, records] of facts.first) await play.take(from, records, false)
    play.rule(facts.rights)
    for (const each of facts.steps) await play.go(each)
  } finally {
    await play.close()
  }
}

const written = ['object_text', 'object_attribute', 'run_input', 'measurement', 'object', 'access_class'] as const

async function empty({ kysely }: Database): Promise<void> {
  for (const table of written) await kysely.deleteFrom(table).execute()
}

const storeOn = (database: Database) => createCatalogStore(database, { policyTags: [...policyTagsOf(rules)] })

class Play {
  readonly #stage: Stage
  readonly #facts: World
  readonly #tools = new ToolWorld()
  readonly #store: OwnedCatalogStore
  readonly #views: CallerViews
  /** What each caller's request under way sees. */
  readonly #requests = new Map<number, SeenCatalogStore>()
  readonly #everyUid = new Set<Uid>()
  readonly #sights = new Map<number, Sight>()
  /** What was decided by the rights in force, by caller and everything that is known of an object. */
  readonly #decided = new Map<string, boolean>()
  #identities: ReadonlyMap<string, Identity> = new Map()
  #snapshot: PolicySnapshot | undefined
  #epoch = 0
  #observed = 0

  constructor(stage: Stage, facts: World) {
    this.#stage = stage
    this.#facts = facts
    this.#store = storeOn(stage.database)
    this.#views = this.#viewsBy(stage.warm)
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  async go(next: Step): Promise<void> {
    switch (next.kind) {
      case 'READ':
        return this.#read(next)
      case 'TAKE':
        return this.take(next.source, next.records, next.byOther)
      case 'REMOVE':
        return this.#remove(next.pick)
      case 'RIGHTS':
        return this.rule(next.rights)
      case 'LATER':
        this.#stage.time.now += 1
        this.#begin()
    }
  }

  /** `byOther` takes it in by another process; what it does in the middle of a request is not promised. */
  async take(from: string, records: readonly CatalogRecord[], byOther: boolean): Promise<void> {
    this.#observed += 20_000
    const told = records.toSorted((a, b) => rank(a) - rank(b))
    for (const each of told) this.#tools.take(from, each)
    const store = byOther ? storeOn(this.#stage.database) : this.#store
    await store.ingest({ source: from, records: told, observedAt: this.#observed })
    if (byOther) {
      await store.close()
      this.#requests.clear()
    }
    await this.#settle()
  }

  rule(given: Rights): void {
    const pick: PickUid = (kind, number) => {
      const things = this.#tools.all().filter((thing) => thing.kind === kind)
      const thing = things[number % Math.max(1, things.length)]
      return thing === undefined ? 'nobody' : (this.#identities.get(keyOf(thing))?.uid ?? 'nobody')
    }
    this.#epoch += 1
    const state = { epoch: this.#epoch, asOf: null, grants: given.grants(pick) }
    this.#snapshot = this.#stage.oracle.snapshot(given.policies(pick), state, { isChecked: true })
    this.#begin()
  }

  async #remove(pick: number): Promise<void> {
    const things = this.#tools.all()
    const thing = things[pick % Math.max(1, things.length)]
    if (thing === undefined) return
    this.#observed += 20_000
    await this.#store.markDeleted([this.#identities.get(keyOf(thing))?.uid ?? ('' as Uid)], this.#observed)
    this.#tools.remove(thing)
    await this.#settle()
  }

  async #read({ caller: who, request, reads: asked }: Extract<Step, { kind: 'READ' }>): Promise<void> {
    const store = await this.#storeOf(who, request)
    const sight = this.#sightOf(who)
    for (const [name, pick] of asked) await reads[name]?.({ store, sight, pick })
  }

  async #storeOf(who: number, request: (typeof requests)[number]): Promise<SeenCatalogStore> {
    const principal = this.#principalOf(who)
    if (request === 'ELSEWHERE') {
      const { visibility } = await this.#viewsBy(this.#stage.cold()).of(principal)
      // Nothing is written by it, so it has no thread to close.
      return storeOn(this.#stage.database).visibleTo(visibility)
    }
    const known = request === 'SAME' ? this.#requests.get(who) : undefined
    const store = known ?? this.#store.visibleTo((await this.#views.of(principal)).visibility)
    this.#requests.set(who, store)
    return store
  }

  #sightOf(who: number): Sight {
    const known = this.#sights.get(who)
    const sight = known ?? new Sight(this.#standing(), (facts, action) => this.#decide(who, facts, action))
    this.#sights.set(who, sight)
    return sight
  }

  #decide(who: number, facts: RawFacts, action: Action = readAction[facts.kind]): boolean {
    const { oracle, tally } = this.#stage
    const key = JSON.stringify([who, action, facts])
    const principal = this.#principalOf(who)
    const question = { principal, action, resource: resourceOf(rules, facts) }
    const allowed = this.#decided.get(key) ?? oracle.decide(this.#inForce(), question).allowed
    this.#decided.set(key, allowed)
    tally.decisions += 1
    if (!allowed) tally.denials += 1
    return allowed
  }

  #standing(): Standing {
    const everyUid = [...this.#everyUid]
    return { tools: this.#tools, identities: this.#identities, everyUid }
  }

  #inForce(): PolicySnapshot {
    if (this.#snapshot === undefined) throw new Error('The world has no rights yet')
    return this.#snapshot
  }

  #principalOf(who: number) {
    const { callers } = this.#facts
    return callers[who] ?? callers[0]
  }

  #viewsBy(engine: PolicyEngine): CallerViews {
    const current = async () => this.#inForce()
    const inForce = { current, at: current, of: current }
    const clock = { now: () => this.#stage.time.now }
    return createCallerViews({ engine, clock, inForce, rules, environments: async () => [], environmentOf: () => null })
  }

  /** Every request after this is a new one. */
  #begin(): void {
    this.#requests.clear()
    this.#sights.clear()
    this.#decided.clear()
  }

  /** Learns which names the mirror gave, and that it holds what the tools hold and nothing else. */
  async #settle(): Promise<void> {
    this.#sights.clear()
    const things = this.#tools.all()
    const found = await this.#store.byNative(things.map((thing) => ({ ...thing, workspace: '' })))
    const identities = new Map<string, Identity>()
    for (const [index, object] of found.entries()) {
      const thing = things[index]
      if (thing === undefined || object === null) throw new Error(`The mirror lacks ${JSON.stringify(thing)}`)
      identities.set(keyOf(thing), { uid: object.uid, parentUid: object.parentUid })
      this.#everyUid.add(object.uid)
    }
    const living = await this.#store.byUids([...this.#everyUid])
    if (living.filter((object) => object !== null).length !== things.length) throw new Error('The mirror holds more')
    this.#identities = identities
  }
}

/** Tools are read parents first. */
function rank({ kind }: CatalogRecord): number {
  return kind === 'Model' || kind === 'Experiment' || kind === 'Dataset' ? 0 : 1
}
