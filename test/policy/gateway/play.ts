import { resourceOf } from '../../../src/access/policy/catalog-resource.ts'
import type { PolicySnapshot, Resource } from '../../../src/access/policy/types.ts'
import type { Action, Grant, PolicyFile } from '../../../src/access/types.ts'
import { readAction } from '../../../src/composition/caller-views.ts'
import type { CatalogRecord } from '../../../src/connector/records.ts'
import { mintUid, toGlobalId, type Uid } from '../../../src/kernel/ids.ts'
import type { PickUid, Rights } from '../random/rights.ts'
import { type Identity, Sight, type Standing } from '../random/sight.ts'
import { keyOf, type Thing, ToolWorld } from '../random/tool-world.ts'
import { rules } from '../worlds.ts'
import { questions, type Step, type World } from './gateway-world.ts'
import { at, listAt, textAt } from './json.ts'
import { leaksIn } from './leaks.ts'
import type { Asked, Reply, Variables } from './question.ts'
import { recordsOfPlan } from './records-of-plan.ts'
import { grantsOfWorld, policiesOfWorld } from './rights-of-world.ts'
import { servingOf } from './serving-of-records.ts'
import { type Caller, environments, type ReplicaName, type Stage, toolNames } from './stage.ts'
import { shelfOf } from './tool-shelf.ts'
import { WhoSees } from './who-sees.ts'
import { Words } from './words.ts'

/** How many decisions were made, how many of them were no, and what the cache of lineage did. */
export interface Tally {
  decisions: number
  denials: number
  /** Answers about lineage, by what the cache did for them. */
  readonly lineage: Map<string, number>
}

const removed: ReadonlySet<string> = new Set(['Model', 'ModelVersion', 'Deployment'])

let worlds = 0

/** Plays one world and checks every answer. */
export async function playGatewayWorld(stage: Stage, facts: World, tally: Tally): Promise<void> {
  worlds += 1
  await stage.clear()
  const play = new Play(stage, tally, worlds)
  await play.begin(facts)
  await play.ask(facts.first)
  for (const each of facts.steps) await play.go(each)
}

class Play {
  readonly #stage: Stage
  readonly #tally: Tally
  readonly #serial: number
  readonly #words: Words
  readonly #tools = new ToolWorld()
  readonly #everyUid = new Set<Uid>()
  readonly #callers: Caller[] = []
  #eye: Caller | undefined
  #identities: ReadonlyMap<string, Identity> = new Map()
  #environments = new Map<string, string>()
  #policies: readonly PolicyFile[] = []
  #grants: readonly Grant[] = []
  #snapshot: PolicySnapshot | undefined
  #sees = new Map<string, WhoSees>()
  #made = 0
  #isCrawled = false
  #asked: World['first'] = []

  constructor(stage: Stage, tally: Tally, serial: number) {
    this.#stage = stage
    this.#tally = tally
    this.#serial = serial
    this.#words = new Words(serial * 1_000_000 + Math.floor(Math.random() * 1_000_000))
  }

  async begin({ tools, rights: given, extra, callers, isCrawled }: World): Promise<void> {
    this.#isCrawled = isCrawled
    for (const [index, facts] of callers.entries()) {
      this.#callers.push(await this.#stage.caller(`p${index + 1}`, facts))
    }
    this.#eye = await this.#stage.caller('eye', {
      kind: 'USER',
      roles: [],
      teams: [],
      clearance: 4,
      regions: ['eu', 'us'],
      scopes: null,
    })
    for (const [index, plan] of tools.entries()) {
      const source = toolNames[index] ?? 's1'
      for (const record of recordsOfPlan(plan, source, this.#words)) this.#tools.take(source, record)
    }
    await this.#crawl()
    await this.#publish(given, extra)
    for (const grant of this.#grantsOf(given)) await this.#give(grant)
    const found = await this.#send('here', this.#theEye(), '{ environments { id name } }')
    for (const environment of listAt(found.data, 'environments'))
      this.#environments.set(textAt(environment, 'id'), textAt(environment, 'name'))
  }

  async go(next: Step): Promise<void> {
    if (next.kind === 'ASK') return this.ask(next.asked)
    await this.#change(next)
    this.#stage.secondPasses()
    // Whoever has asked just before asks again: nothing may be answered from before the change.
    await this.ask(this.#asked)
  }

  /** All at once, so that callers meet in whatever the replicas share. */
  async ask(asked: World['first']): Promise<void> {
    this.#asked = asked
    await Promise.all(asked.map((each) => this.#ask(each)))
  }

  async #change(next: Exclude<Step, { kind: 'ASK' }>): Promise<void> {
    switch (next.kind) {
      case 'RETAG':
        return this.#retag(next.pick, next.tags, () => true) === null ? undefined : this.#crawl()
      case 'RETAG_UNSEEN':
        return this.#retagUnseen(next)
      case 'REMOVE':
        return this.#remove(next.pick)
      case 'PUBLISH':
        return this.#publish(next.rights, next.extra)
      case 'GRANT': {
        for (const grant of this.#grantsOf(next.rights).slice(0, 2)) await this.#give(grant)
        return
      }
      case 'REVOKE':
        return this.#revoke(next.pick)
    }
  }

  async #ask({ caller: who, replica, name, pick }: World['first'][number]): Promise<void> {
    try {
      await questions[name]?.(this.#askedBy(who, replica, pick))
    } catch (error) {
      throw new Error(
        `${name} ${pick} by caller ${who} ${replica}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }

  #askedBy(who: number, replica: ReplicaName, pick: number): Asked {
    const other = (who + 1) % this.#callers.length
    const askAs =
      (index: number) =>
      (query: string, variables: Variables = {}) =>
        this.#checked(replica, index, { query, variables })
    return {
      sees: this.#seesOf(who),
      words: this.#words,
      standing: this.#standing(),
      pick,
      ask: askAs(who),
      eye: (query, variables = {}) => this.#send(replica, this.#theEye(), query, variables),
      other: askAs(other),
      expectSources: (named) => this.#expectSources(who, named),
      unknownUid: () => mintUid(Date.now()),
      unknownWord: () => this.#words.of(`unknown ${(this.#made += 1)}`),
    }
  }

  async #expectSources(who: number, named: readonly string[]): Promise<void> {
    const sees = this.#seesOf(who)
    const others = named.filter((id) => !sees.sources().includes(id))
    if (others.length === 0) return
    // A class outlives its objects, and with it that its source once held something for whoever would see it. So it is
    // with what a rule names: that the caller would see something directly under it is enough.
    const classes = (await this.#stage.classes()).filter((each) => sees.sees(each)).map(({ source }) => source)
    const known = [...classes, ...this.#sourcesNamed()]
    if (!others.every((id) => known.includes(id))) throw new Error(`${others.join()} may not be named`)
  }

  #sourcesNamed(): readonly string[] {
    const rulesInForce = JSON.stringify([this.#policies, this.#grants])
    return this.#tools.all().flatMap((thing) => {
      const uid = this.#identities.get(keyOf(thing))?.uid
      return uid !== undefined && rulesInForce.includes(uid) ? [thing.source] : []
    })
  }

  async #checked(
    replica: ReplicaName,
    who: number,
    { query, variables }: { readonly query: string; readonly variables: Variables },
  ): Promise<Reply> {
    const reply = await this.#send(replica, this.#callerOf(who), query, variables)
    const check = { sight: this.#seesOf(who).sight, words: this.#words, said: JSON.stringify(variables) }
    const leaks = leaksIn(JSON.stringify(reply), check)
    if (leaks.length > 0) throw new Error(`told of ${leaks.join(', ')} in ${JSON.stringify(reply)}`)
    return reply
  }

  async #send(replica: ReplicaName, { token }: Caller, query: string, variables: Variables = {}): Promise<Reply> {
    const { server } = await this.#stage.replica(replica)
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      payload: { query, variables },
    })
    const { data, errors, extensions } = answer.json<Partial<Reply>>()
    const cache = at(data, 'lineage', 'cache', 'state')
    if (typeof cache === 'string') this.#tally.lineage.set(cache, (this.#tally.lineage.get(cache) ?? 0) + 1)
    return { data, errors, extensions }
  }

  /** A tool gets other tags and nobody tells the mirror: whoever reads the object itself is told by the new ones. */
  async #retagUnseen({ pick, tags: given }: Extract<Step, { kind: 'RETAG_UNSEEN' }>): Promise<void> {
    const thing = this.#retag(pick, given, ({ kind }) => kind === 'Model' || kind === 'ModelVersion')
    if (thing === null) return
    this.#fill()
    this.#sees.clear()
    const all = '{ models(first: 100) { nodes { id description versions(first: 100) { nodes { id description } } } } }'
    const one = `query ($id: ID!) {
      node(id: $id) { ... on Model { description } ... on ModelVersion { description } } }`
    const id = toGlobalId(thing.kind, this.#identities.get(keyOf(thing))?.uid ?? '')
    const asked = pick % 2 === 0 ? { query: all, variables: {} } : { query: one, variables: { id } }
    await Promise.all(this.#callers.map((_caller, who) => this.#checked('here', who, asked)))
    // One who sees everything makes the mirror learn of the rest.
    await this.#send('here', this.#theEye(), all)
    await this.#settle()
  }

  #retag(pick: number, given: Readonly<Record<string, string>>, isSuch: (thing: Thing) => boolean): Thing | null {
    const things = this.#tools.all().filter((thing) => thing.record !== null && 'tags' in thing.record && isSuch(thing))
    const thing = things[pick % Math.max(1, things.length)]
    if (thing?.record === null || thing?.record === undefined || !('tags' in thing.record)) return null
    const { note, contact } = thing.record.tags
    const kept = { ...(note === undefined ? {} : { note }), ...(contact === undefined ? {} : { contact }) }
    this.#tools.take(thing.source, { ...thing.record, tags: { ...given, ...kept } })
    return thing
  }

  async #remove(pick: number): Promise<void> {
    // Of runs there are copies, which outlive them for a while, and data stays as long as a run names it.
    const things = this.#tools.all().filter(({ kind }) => removed.has(kind))
    const thing = things[pick % Math.max(1, things.length)]
    if (thing === undefined) return
    const uid = this.#identities.get(keyOf(thing))?.uid
    this.#tools.remove(thing)
    this.#fill()
    if (uid !== undefined) await this.#stage.outside.markDeleted([uid], Date.now())
    await this.#settle()
  }

  /** What a tool holds is brought to the mirror by another process. */
  async #crawl(): Promise<void> {
    this.#fill()
    const observedAt = Date.now()
    for (const source of toolNames) {
      const records = this.#recordsOf(source)
      if (records.length > 0) await this.#stage.outside.ingest({ source, records, observedAt })
    }
    await this.#settle()
    if (this.#isCrawled) await this.#index(observedAt)
  }

  /** Brings the lineage index up to what the mirror holds. */
  async #index(observedAt: number): Promise<void> {
    const deployments = this.#tools.all().filter(({ kind }) => kind === 'Deployment')
    const found = await this.#stage.outside.byNative(deployments.map((thing) => ({ ...thing, workspace: '' })))
    const known = found.filter((object) => object !== null)
    await this.#stage.lineage.state(known.map((object) => servingOf(object, this.#recordsOf(object.source))))
    await this.#stage.crawled(observedAt)
    this.#stage.secondPasses()
  }

  #recordsOf(source: string): readonly CatalogRecord[] {
    return this.#tools
      .all()
      .flatMap((thing) => (thing.source === source && thing.record !== null ? [thing.record] : []))
  }

  #fill(): void {
    for (const source of toolNames) shelfOf(source).fill(this.#recordsOf(source))
  }

  async #settle(): Promise<void> {
    this.#sees.clear()
    const things = this.#tools.all()
    const found = await this.#stage.outside.byNative(things.map((thing) => ({ ...thing, workspace: '' })))
    const identities = new Map<string, Identity>()
    for (const [index, object] of found.entries()) {
      const thing = things[index]
      if (thing === undefined || object === null) throw new Error(`The mirror lacks ${JSON.stringify(thing)}`)
      identities.set(keyOf(thing), { uid: object.uid, parentUid: object.parentUid })
      this.#everyUid.add(object.uid)
    }
    this.#identities = identities
  }

  async #publish(given: Rights, extra: string): Promise<void> {
    this.#policies = policiesOfWorld(given.policies(this.#pick), extra, this.#idOf)
    await this.#stage.publish(this.#policies)
    this.#rule()
  }

  #grantsOf(given: Rights): readonly Grant[] {
    return grantsOfWorld(given, this.#pick, { idOf: this.#idOf, serial: `${this.#serial}-${(this.#made += 1)}` })
  }

  async #give(grant: Grant): Promise<void> {
    await this.#stage.grant(grant)
    this.#grants = [...this.#grants, grant]
    this.#rule()
  }

  async #revoke(pick: number): Promise<void> {
    const grant = this.#grants[pick % Math.max(1, this.#grants.length)]
    if (grant === undefined) return
    await this.#stage.revoke(grant, Date.now())
    this.#grants = this.#grants.filter(({ id }) => id !== grant.id)
    this.#rule()
  }

  #rule(): void {
    this.#snapshot = undefined
    this.#sees.clear()
  }

  #inForce(): PolicySnapshot {
    const state = { epoch: 0, asOf: null, grants: this.#grants }
    this.#snapshot ??= this.#stage.oracle.snapshot(this.#policies, state, { isChecked: true })
    return this.#snapshot
  }

  readonly #pick: PickUid = (kind, number) => {
    const things = this.#tools.all().filter((thing) => thing.kind === kind)
    const thing = things[number % Math.max(1, things.length)]
    return thing === undefined ? 'nobody' : (this.#identities.get(keyOf(thing))?.uid ?? 'nobody')
  }

  readonly #idOf = (name: string): string => {
    const found = [...this.#callers, this.#theEye()].find(({ principal: { name: own } }) => own === name)
    return found?.principal.id ?? 'nobody'
  }

  #seesOf(who: number): WhoSees {
    const known = this.#sees.get(String(who))
    if (known !== undefined) return known
    const snapshot = this.#inForce()
    const { principal: asking } = this.#callerOf(who)
    const decided = new Map<string, boolean>()
    const decide = (action: Action, resource: Resource): boolean => {
      const key = JSON.stringify([action, resource.entity, resource.ancestors])
      const allowed =
        decided.get(key) ?? this.#stage.oracle.decide(snapshot, { principal: asking, action, resource }).allowed
      if (!decided.has(key)) this.#count(allowed)
      decided.set(key, allowed)
      return allowed
    }
    const sight = new Sight(this.#standing(), (facts, action = readAction[facts.kind]) =>
      decide(action, resourceOf(rules, facts)),
    )
    const sees = new WhoSees(sight, decide, (uid) => this.#environmentNamed(uid))
    this.#sees.set(String(who), sees)
    return sees
  }

  #count(allowed: boolean): void {
    this.#tally.decisions += 1
    if (!allowed) this.#tally.denials += 1
  }

  #environmentNamed(uid: string): string | null {
    const id = Buffer.from(`Environment:${uid}`, 'utf8').toString('base64url')
    return this.#environments.get(id) ?? null
  }

  #standing(): Standing {
    const environmentOf = (source: string) => environments[source] ?? null
    return { tools: this.#tools, identities: this.#identities, everyUid: [...this.#everyUid], environmentOf }
  }

  #callerOf(who: number): Caller {
    const found = this.#callers[who]
    if (found === undefined) throw new Error(`Nobody is number ${who}`)
    return found
  }

  #theEye(): Caller {
    if (this.#eye === undefined) throw new Error('Nobody sees everything yet')
    return this.#eye
  }
}
