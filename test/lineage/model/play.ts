import type { DeploymentRecord } from '../../../src/connector/records.ts'
import { toGlobalId, type Uid } from '../../../src/kernel/ids.ts'
import { lineageKeyOf } from '../../../src/kernel/lineage-key.ts'
import { createGrantStore } from '../../../src/persistence/grant-store.ts'
import { speakerOf } from '../../../src/persistence/lineage/end-objects.ts'
import type { ReplicaName } from '../../policy/gateway/stage.ts'
import { shelfOf } from '../../policy/gateway/tool-shelf.ts'
import { aGrant } from '../../policy/worlds.ts'
import { anExperiment } from '../../store/records.ts'
import { type Held, keyOf, refOf, refsOf } from './held.ts'
import type { CallerName } from './questions.ts'
import type { Action, Sequence } from './sequence.ts'
import type { Stage } from './stage.ts'
import { type Change, madeAt, type NameOf, toolNames } from './things.ts'
import { expectAlike, type Told, toldOf } from './told.ts'

/** How many answers were compared, and where they came from. */
export interface Tally {
  compared: number
  hits: number
  /** Hits that were sent whole, without being made again. */
  whole: number
  /** Hits although something had happened since the same was asked there last. */
  outlived: number
  refused: number
  bypassed: number
}

let sequences = 0

/** Plays one sequence: whatever happens, each answer is the one that is walked anew at that moment. */
export async function playSequence(stage: Stage, { begin, questions, actions }: Sequence, tally: Tally): Promise<void> {
  sequences += 1
  const play = new Play(stage, { questions, tally, serial: sequences })
  await play.begin(begin)
  await play.askAll('here', 'there')
  for (const action of actions) {
    await play.act(action)
    await play.settle()
    // What was made for the first has been kept for the last.
    await play.askAll('there', 'here', 'there')
  }
}

interface PlayFacts {
  readonly questions: Sequence['questions']
  readonly tally: Tally
  readonly serial: number
}

/** What a replica answered to a question, and what is right. */
interface Comparison {
  readonly replica: ReplicaName
  readonly answer: Told
  readonly fresh: Told
  readonly at: number
  readonly variables: Readonly<Record<string, unknown>>
}

class Play {
  readonly #stage: Stage
  readonly #facts: PlayFacts
  readonly #held = new Map<string, Held>()
  readonly #asked = new Map<number, Readonly<Record<string, unknown>>>()
  /** When each question was asked last of each replica, as a number of things that had happened. */
  readonly #askedAfter = new Map<string, number>()
  readonly #moments: number[] = []
  readonly #log: unknown[] = []
  #begun: readonly unknown[] = []
  readonly #grants: string[] = []

  constructor(stage: Stage, facts: PlayFacts) {
    this.#stage = stage
    this.#facts = facts
  }

  readonly #nameOf: NameOf = (kind, { island, number }) => `w${this.#facts.serial}${island}-${kind}${number}`

  async begin(changes: readonly Change[]): Promise<void> {
    for (const island of ['a', 'b'] as const)
      this.#put({
        ...anExperiment(this.#nameOf('experiment', { island, number: 0 }), { createdAt: madeAt }),
        source: 's1',
      })
    this.#begun = changes.map((change) => this.#hold(change))
    await this.#crawl()
    await this.#grant({ what: 'GRANT', isGiven: true, scope: 'Source' })
    await this.settle()
  }

  /** Does something. Whoever did it is asked at once. */
  async act(action: Action): Promise<void> {
    this.#log.push(plain(action, this.#nameOf))
    const by = await this.#do(action)
    if (by !== null) await this.askAll(by)
    // What a replica read by itself is the same as what a crawl finds.
    if (['REFRESH', 'RETAG', 'ALIAS'].includes(action.what)) await this.#report([...this.#held.values()].slice(-1))
    if (action.what === 'DELETE') await this.#crawl()
  }

  /** A second later, when what is served has been found out too. */
  async settle(): Promise<void> {
    await this.#stateServing()
    this.#stage.pass(1_000)
    this.#moments.push(Date.now())
  }

  /** Asks everything of the replicas, and of the one that walks it anew. */
  async askAll(...replicas: readonly ReplicaName[]): Promise<void> {
    for (const [at, question] of this.#facts.questions.entries()) {
      const variables = await this.#variables(at)
      const ask = (gateway: Stage['fresh']) =>
        this.#send(gateway, question.caller, { query: question.query, variables })
      const answers = []
      for (const replica of replicas) answers.push({ replica, answer: await ask(this.#stage.replica(replica)) })
      const fresh = await ask(this.#stage.fresh)
      for (const each of answers) this.#compare({ ...each, fresh, at, variables })
    }
  }

  #compare({ replica, answer, fresh, at, variables }: Comparison): void {
    const { tally, questions } = this.#facts
    const caller = questions[at]?.caller
    const from = [replica, answer.state, answer.isWhole ? 'sent whole' : 'made']
    const where = { ...variables, caller, from, begin: this.#begun, after: this.#log }
    expectAlike(answer, fresh, JSON.stringify(where, null, 1))
    const place = `${at} ${replica}`
    const since = this.#askedAfter.get(place)
    this.#askedAfter.set(place, this.#log.length)
    tally.compared += 1
    if (answer.state === undefined) tally.refused += 1
    if (answer.state === 'BYPASS') tally.bypassed += 1
    if (answer.state !== 'HIT') return
    tally.hits += 1
    if (answer.isWhole) tally.whole += 1
    if (since !== undefined && since < this.#log.length) tally.outlived += 1
  }

  /** The same each time the question is asked. */
  async #variables(at: number): Promise<Readonly<Record<string, unknown>>> {
    const known = this.#asked.get(at)
    if (known !== undefined) return known
    const { stepsBack = null, variables } = this.#facts.questions[at] ?? {}
    const moment = stepsBack === null ? null : (this.#moments.at(-1 - stepsBack) ?? this.#moments[0] ?? null)
    const refs = await this.#refs()
    const made =
      variables?.((pick) => nth(refs, pick) ?? '', moment === null ? null : new Date(moment).toISOString()) ?? {}
    this.#asked.set(at, made)
    return made
  }

  /** Everything that may be asked about now. */
  async #refs(): Promise<readonly string[]> {
    const roots = [...this.#held.values()].filter(({ kind }) => kind !== 'Experiment')
    const uids = await this.#stage.outside.catalog.byNative(roots)
    return roots.flatMap((held, at) => {
      const uid = uids[at]?.uid
      return uid === undefined ? [] : [...refsOf(held, roots), toGlobalId(held.kind, uid)]
    })
  }

  /** Answers which replica did it; null for another process. */
  async #do(action: Action): Promise<ReplicaName | null> {
    switch (action.what) {
      case 'CRAWL': {
        const held = action.changes.map((change) => this.#hold(change))
        await (action.isFull ? this.#crawl() : this.#report(held))
        return null
      }
      case 'REFRESH':
        return this.#refreshed(action.replica, this.#hold(action.change))
      case 'RETAG':
      case 'ALIAS':
        return this.#alter(action)
      case 'DELETE':
        return this.#delete(action)
      case 'EVENT':
        await this.#event(action)
        return action.replica
      case 'SERVE':
        await this.#serve(action)
        return null
      case 'CONSUME':
        await this.#consume(action)
        return action.replica
      case 'GRANT':
        await this.#grant(action)
        return null
      case 'FLUSH':
        await this.#stage.flush()
        return null
      case 'PASS':
        this.#stage.pass(action.ms)
        return null
    }
  }

  #hold({ source, record }: Change): Held {
    const held = { ...record(this.#nameOf), source }
    this.#put(held)
    return held
  }

  /** The last one put is the last one held. */
  #put(held: Held): void {
    this.#held.delete(keyOf(held))
    this.#held.set(keyOf(held), held)
  }

  #fill(): void {
    for (const source of toolNames)
      shelfOf(source).fill([...this.#held.values()].filter((each) => each.source === source))
  }

  async #crawl(): Promise<void> {
    this.#fill()
    for (const source of toolNames) await this.#stage.crawler.sync(source, { full: true })
  }

  /** What a crawl of what is new would bring. */
  async #report(records: readonly Held[]): Promise<void> {
    this.#fill()
    for (const [source, own] of Map.groupBy(records, (each) => each.source))
      await this.#stage.outside.catalog.ingest({ source, records: own, observedAt: Date.now() })
  }

  /** What no ref leads to is found by a crawl instead: an index that lacks it is no index of what the tools hold. */
  async #refreshed(replica: ReplicaName, held: Held): Promise<ReplicaName | null> {
    await this.#refresh(replica, held)
    if ((await this.#uidOf(held)) !== null) return replica
    await this.#report([held])
    return null
  }

  /** Has a replica read something from its tool. */
  async #refresh(replica: ReplicaName, held: Held): Promise<void> {
    this.#fill()
    const uid = await this.#uidOf(held)
    const ref = uid === null ? refOf(held) : toGlobalId(held.kind, uid)
    if (ref === null) return
    const query = 'query ($ref: String!) { lineage(ref: $ref, freshness: LIVE, depth: 1) { complete } }'
    await this.#send(this.#stage.replica(replica), 'admin', { query, variables: { ref } })
  }

  async #alter(action: Extract<Action, { what: 'RETAG' | 'ALIAS' }>): Promise<ReplicaName | null> {
    const altered = action.what === 'RETAG' ? this.#retagged(action) : this.#repointed(action)
    if (altered === null) return null
    this.#put(altered)
    if (action.replica === null) await this.#report([altered])
    else return this.#refreshed(action.replica, altered)
    return null
  }

  #retagged({ pick, tags }: Extract<Action, { what: 'RETAG' }>): Held | null {
    const tagged = [...this.#held.values()].filter((each) => 'tags' in each)
    // What else may be seen hangs on their tags.
    const kinds = [['Experiment'], ['Model']][pick % 3] ?? tagged.map(({ kind }) => kind)
    const held = nth(
      tagged.filter(({ kind }) => kinds.includes(kind)),
      Math.floor(pick / 3),
    )
    return held === undefined ? null : { ...held, tags }
  }

  #repointed({ pick, version }: Extract<Action, { what: 'ALIAS' }>): Held | null {
    const aliased = this.#ofKind('Model').filter(({ aliases }) => aliases.length > 0)
    const refs = [...this.#asked.values()].map((variables) => String(variables['ref']))
    const asked = aliased.filter(({ name }) => refs.some((ref) => ref.startsWith(`models:/${name}@`)))
    const model = nth(asked.length > 0 ? asked : aliased, pick)
    const versions = this.#ofKind('ModelVersion').filter(({ modelName }) => modelName === model?.name)
    const to = nth(versions, version)
    if (model === undefined || to === undefined) return null
    return { ...model, aliases: model.aliases.map(({ alias }) => ({ alias, version: to.version })) }
  }

  async #delete({ pick, replica }: Extract<Action, { what: 'DELETE' }>): Promise<ReplicaName | null> {
    const gone = nth([...this.#held.values()], pick)
    if (gone === undefined) return null
    const uid = await this.#uidOf(gone)
    this.#held.delete(keyOf(gone))
    this.#fill()
    if (replica !== null) await this.#refresh(replica, gone)
    else if (uid !== null) await this.#stage.outside.catalog.markDeleted([uid], Date.now())
    return replica
  }

  async #event({ replica, event }: Extract<Action, { what: 'EVENT' }>): Promise<void> {
    const { statusCode, body } = await this.#stage.replica(replica).server.inject({
      method: 'POST',
      url: '/api/v1/lineage',
      headers: { authorization: `Bearer ${this.#stage.caller('sender').token}` },
      payload: JSON.parse(JSON.stringify(event(this.#nameOf))),
    })
    if (statusCode >= 300) throw new Error(`An event was refused: ${body}`)
  }

  async #serve({ pick, versions }: Extract<Action, { what: 'SERVE' }>): Promise<void> {
    const deployment = nth(this.#ofKind('Deployment'), pick)
    const uid = deployment === undefined ? null : await this.#uidOf(deployment)
    if (deployment === undefined || uid === null) return
    const served = versions.flatMap((each) => nth(this.#ofKind('ModelVersion'), each) ?? [])
    await this.#stateServed(deployment, uid, served)
  }

  async #stateServing(): Promise<void> {
    const unstated = new Set(await this.#stage.outside.unstatedDeployments())
    for (const deployment of this.#ofKind('Deployment')) {
      const uid = await this.#uidOf(deployment)
      if (uid === null || !unstated.has(uid)) continue
      const refs = new Set(deployment.versions.map(({ declared }) => declared?.ref))
      const served = this.#ofKind('ModelVersion').filter((each) => refs.has(refOf(each) ?? undefined))
      await this.#stateServed(deployment, uid, served)
    }
  }

  async #stateServed(deployment: DeploymentRecord & Held, uid: Uid, served: readonly Held[]): Promise<void> {
    const edges = served.map((version) => ({
      from: lineageKeyOf(version),
      to: lineageKeyOf(deployment),
      kind: 'SERVED_BY' as const,
      confidence: 'DECLARED' as const,
      validFrom: null,
      validTo: null,
      basis: 'SEEN' as const,
    }))
    const facts = { source: deployment.source, sender: null, nodes: [], edges }
    await this.#stage.outside.lineage.state([{ ...facts, statedBy: speakerOf('serving', uid), observedAt: Date.now() }])
  }

  async #consume({ replica, consumer }: Extract<Action, { what: 'CONSUME' }>): Promise<void> {
    const { of, isOfVersion, ...told } = consumer
    const uses = isOfVersion
      ? `models:/${this.#nameOf('model', of)}/1`
      : `deployment:s2/${this.#nameOf('deployment', of)}`
    const query =
      'mutation ($input: RegisterConsumerInput!) { registerConsumer(input: $input) { userErrors { code } } }'
    await this.#send(this.#stage.replica(replica), 'admin', { query, variables: { input: { ...told, uses } } })
  }

  async #grant({ isGiven, scope: type }: Extract<Action, { what: 'GRANT' }>): Promise<void> {
    const grants = createGrantStore(this.#stage.outside.database)
    const last = this.#grants.pop()
    if (!isGiven) return last === undefined ? undefined : void (await grants.revoke(last, Date.now()))
    const model = nth(this.#ofKind('Model'), 0)
    const uid = type === 'Model' && model !== undefined ? await this.#uidOf(model) : null
    if (type === 'Model' && uid === null) return
    const id = `w${this.#facts.serial}-${this.#log.length}`
    const scope = type === 'Model' ? { type, id: uid ?? '' } : { type, id: type === 'Source' ? 's1' : 'main' }
    const holder = { type: 'USER' as const, id: this.#stage.caller('bob').principal.id }
    await grants.create(aGrant({ id, holder, scope, createdAt: Date.now() }))
    this.#grants.push(id)
  }

  #ofKind<Kind extends Held['kind']>(kind: Kind): readonly Extract<Held, { readonly kind: Kind }>[] {
    const isOf = (each: Held): each is Extract<Held, { readonly kind: Kind }> => each.kind === kind
    return [...this.#held.values()].filter(isOf)
  }

  async #uidOf(held: Held): Promise<Uid | null> {
    const [object] = await this.#stage.outside.catalog.byNative([held])
    return object?.uid ?? null
  }

  async #send(gateway: Stage['fresh'], caller: CallerName, payload: object): Promise<Told> {
    const answer = await gateway.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${this.#stage.caller(caller).token}` },
      payload,
    })
    return toldOf(answer.json())
  }
}

/** What happens, as the message of a failure tells it. */
function plain(action: Action, nameOf: NameOf): unknown {
  const changes = action.what === 'CRAWL' ? action.changes : action.what === 'REFRESH' ? [action.change] : []
  const records = changes.map(({ source, record }) => [source, record(nameOf)])
  return { ...action, changes: records, ...('event' in action ? { event: action.event(nameOf) } : {}) }
}

function nth<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(1, items.length)]
}
