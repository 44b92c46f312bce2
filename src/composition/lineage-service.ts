import type { Principal, Rights } from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { CacheUse, ImpactAnswer, LineageAnswer, LineageFreshness, LineageService } from '../graphql/services.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import {
  type Affected,
  diffOf,
  type IndexedLineage,
  impactOf,
  joinedBasis,
  type Lineage,
  type LineageBasis,
  type LineageGraph,
  type LineageQuery,
  type OwnerTags,
  type PlaceOf,
  type Skeletons,
  toDot,
  toMermaid,
  type Walked,
  withPlaces,
} from '../lineage/index.ts'

/** LIVE walks, of which a principal has one under way at a time in this process. */
export interface LiveWalks {
  /** Refuses with FORBIDDEN or RATE_LIMITED, else runs the walk. */
  run<Value>(principal: Principal, origin: RequestOrigin, walk: () => Promise<Outcome<Value>>): Promise<Outcome<Value>>
}

/** Keeps count of LIVE walks. */
export function createLiveWalks(rights: Pick<Rights, 'permits'>, access: Pick<AccessLog, 'denied'>): LiveWalks {
  const walking = new Set<string>()
  return {
    async run(principal, origin, walk) {
      if (!(await rights.permits(principal, 'lineage:live'))) {
        access.denied(actorOf(principal, origin), 'lineage:live', { type: 'Organization', id: '*' })
        return refuse(problem('FORBIDDEN', 'Asking for LIVE lineage needs the action lineage:live.'))
      }
      if (walking.has(principal.id))
        return refuse(problem('RATE_LIMITED', 'One LIVE lineage at a time: wait for the one under way.'))
      walking.add(principal.id)
      try {
        return await walk()
      } finally {
        walking.delete(principal.id)
      }
    },
  }
}

/** What lineage for one caller is answered from. */
export interface LineageServiceParts {
  readonly lineage: Lineage
  readonly skeletons: Skeletons
  readonly walks: LiveWalks
  readonly origin: RequestOrigin
  /** Where the deployments of each source are, as far as the caller may know. */
  readonly places: () => Promise<PlaceOf>
  readonly owners: OwnerTags
}

/** Lineage for one caller: over the index, and over the tools where that cannot answer or LIVE is asked for. */
export function createLineageService(parts: LineageServiceParts): LineageService {
  const { lineage, skeletons, walks, origin } = parts
  const asked = <Value>(principal: Principal, freshness: LineageFreshness, walk: () => Promise<Outcome<Value>>) =>
    freshness === 'LIVE' ? walks.run(principal, origin, walk) : walk()
  const walk = async (
    query: LineageQuery,
    freshness: LineageFreshness,
    call: CallContext,
  ): Promise<Outcome<LineageAnswer>> => {
    if (freshness !== 'LIVE') {
      const { deadlineAt: _deadlineAt, ...given } = query
      const question = { arguments: given, mayBeStale: freshness === 'STALE_OK' }
      const walked = await skeletons.over(question, (index) => lineage.traceIndexed(query, call, index), call.signal)
      if (walked.value !== null) return indexedAnswer(walked.value, walked)
    }
    const live = await lineage.trace(query, call)
    return live.ok ? succeed({ graph: live.value, basis: null, cache: bypassed }) : live
  }
  return {
    trace: (principal, { freshness, ...query }, call) =>
      asked(principal, freshness, async () => {
        const found = await walk(query, freshness, call)
        return found.ok ? succeed({ ...found.value, graph: await withPlaces(found.value.graph, parts.places) }) : found
      }),
    impact: (principal, { freshness, ...query }, call) =>
      asked(principal, freshness, async () => {
        const found = await walk({ ...query, direction: 'DOWN', kinds: null, columns: false }, freshness, call)
        return found.ok ? succeed({ ...found.value, ...(await impactIn(parts, found.value.graph)) }) : found
      }),
    diff: (principal, { freshness, a, b, ...query }, call) =>
      asked(principal, freshness, async () => {
        const walkOf = (end: typeof a) => walk({ ...query, ...end, columns: false }, freshness, call)
        const [first, second] = await Promise.all([walkOf(a), walkOf(b)])
        if (!first.ok) return first
        if (!second.ok) return second
        const graphs = [first.value.graph, second.value.graph] as const
        const answers = [first.value, second.value]
        const basis = bothOf(first.value.basis, second.value.basis)
        return succeed({ graphs, difference: diffOf(...graphs), cache: useOf(answers), basis })
      }),
    toMermaid,
    toDot,
  }
}

/** What was read for an answer is as old as the oldest of it, and as right as all of it. */
function indexedAnswer(
  indexed: Outcome<IndexedLineage>,
  { basis, state, ageMs }: Walked<unknown>,
): Outcome<LineageAnswer> {
  if (!indexed.ok) return indexed
  const { graph, basis: walked } = indexed.value
  return succeed({ graph, basis: bothOf(walked, basis), cache: { state, ageMs } })
}

const bypassed: CacheUse = { state: 'BYPASS', ageMs: 0 }

/** Null where one of them rests on more than the index. */
function bothOf(a: LineageBasis | null, b: LineageBasis | null): LineageBasis | null {
  return a === null || b === null ? null : joinedBasis(a, b)
}

const leastFirst = ['BYPASS', 'MISS', 'STALE', 'HIT'] as const

/** What the cache did for the part that it did least for; as old as the oldest. */
function useOf(answers: readonly LineageAnswer[]): CacheUse {
  const state = leastFirst.find((each) => answers.some(({ cache }) => cache.state === each)) ?? 'BYPASS'
  return { state, ageMs: Math.max(...answers.map(({ cache }) => cache.ageMs)) }
}

async function impactIn(
  { places, owners }: LineageServiceParts,
  graph: LineageGraph,
): Promise<Pick<ImpactAnswer, 'severity' | 'affected'>> {
  const { severity, affected } = impactOf(graph, await places())
  const stewards = new Set(affected.flatMap((each) => each.stewards.map(({ uid }) => uid)))
  const names = await owners.ownersOf([...stewards])
  const namesOf = ({ node, stewards: objects }: Affected) => [
    ...new Set([...namedIn(node.properties), ...objects.flatMap(({ uid }) => names.get(uid) ?? [])]),
  ]
  return { severity, affected: affected.map((each) => ({ ...each, owners: namesOf(each) })) }
}

/** What only lineage knows, such as a consumer, has its owners among its properties. */
function namedIn(properties: Readonly<Record<string, unknown>> | null): readonly string[] {
  const owners = properties?.['owners']
  return Array.isArray(owners) ? owners.filter((name) => typeof name === 'string') : []
}
