import type { Principal, Rights } from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { ImpactAnswer, LineageFreshness, LineageService } from '../graphql/services.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import {
  type Affected,
  diffOf,
  impactOf,
  type Lineage,
  type LineageGraph,
  type OwnerTags,
  type ServingPlace,
  toDot,
  toMermaid,
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
  readonly walks: LiveWalks
  readonly origin: RequestOrigin
  /** Where the deployments of each source are, as far as the caller may know. */
  readonly places: () => Promise<(source: string) => ServingPlace | null>
  readonly owners: OwnerTags
}

/** Lineage for one caller. Every answer is walked over the tools until there is an index, so nothing is kept. */
export function createLineageService(parts: LineageServiceParts): LineageService {
  const { lineage, walks, origin } = parts
  const asked = <Value>(principal: Principal, freshness: LineageFreshness, walk: () => Promise<Outcome<Value>>) =>
    freshness === 'LIVE' ? walks.run(principal, origin, walk) : walk()
  const cache = { state: 'BYPASS' as const, ageMs: 0 }
  return {
    trace: (principal, { freshness, ...query }, call) =>
      asked(principal, freshness, async () => {
        const found = await lineage.trace(query, call)
        return found.ok ? succeed({ graph: found.value, cache }) : found
      }),
    impact: (principal, { freshness, ...query }, call) =>
      asked(principal, freshness, async () => {
        const found = await lineage.trace({ ...query, direction: 'DOWN', kinds: null, columns: false }, call)
        return found.ok ? succeed({ graph: found.value, cache, ...(await impactIn(parts, found.value)) }) : found
      }),
    diff: (principal, { freshness, a, b, ...query }, call) =>
      asked(principal, freshness, async () => {
        const walkOf = (end: typeof a) => lineage.trace({ ...query, ...end, columns: false }, call)
        const [first, second] = await Promise.all([walkOf(a), walkOf(b)])
        if (!first.ok) return first
        if (!second.ok) return second
        const graphs = [first.value, second.value] as const
        return succeed({ graphs, difference: diffOf(...graphs), cache })
      }),
    toMermaid,
    toDot,
  }
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
