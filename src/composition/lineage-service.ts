import type { Principal, Rights } from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { LineageService } from '../graphql/services.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type Lineage, type LineageQuery, toDot, toMermaid } from '../lineage/index.ts'

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

/**
 * Lineage for one caller. Every answer is walked over the tools until there is an index, so nothing is kept.
 */
export function createLineageService(lineage: Lineage, walks: LiveWalks, origin: RequestOrigin): LineageService {
  const walk = async (query: LineageQuery, call: CallContext) => {
    const found = await lineage.trace(query, call)
    return found.ok ? succeed({ graph: found.value, cache: { state: 'BYPASS' as const, ageMs: 0 } }) : found
  }
  return {
    async trace(principal, { freshness, ...query }, call) {
      if (freshness !== 'LIVE') return walk(query, call)
      return walks.run(principal, origin, () => walk(query, call))
    },
    toMermaid,
    toDot,
  }
}
