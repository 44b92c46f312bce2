import type { Rights } from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { LineageService } from '../graphql/services.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type Lineage, type LineageQuery, toDot, toMermaid } from '../lineage/index.ts'

/**
 * Lineage for one caller. Every answer is walked over the tools until there is an index, so nothing is kept. A principal
 * has one LIVE walk under way at a time in this process.
 */
export function createLineageService(
  lineage: Lineage,
  rights: Pick<Rights, 'permits'>,
  access: Pick<AccessLog, 'denied'>,
): LineageService {
  const walking = new Set<string>()
  const walk = async (query: LineageQuery, call: CallContext) => {
    const found = await lineage.trace(query, call)
    return found.ok ? succeed({ graph: found.value, cache: { state: 'BYPASS' as const, ageMs: 0 } }) : found
  }
  return {
    async trace(principal, { freshness, ...query }, call) {
      if (freshness !== 'LIVE') return walk(query, call)
      if (!(await rights.permits(principal, 'lineage:live'))) {
        const actor = actorOf(principal, { address: null, requestId: call.requestId })
        access.denied(actor, 'lineage:live', { type: 'Organization', id: '*' })
        return refuse(problem('FORBIDDEN', 'Asking for LIVE lineage needs the action lineage:live.'))
      }
      if (walking.has(principal.id))
        return refuse(problem('RATE_LIMITED', 'One LIVE lineage at a time: wait for the one under way.'))
      walking.add(principal.id)
      try {
        return await walk(query, call)
      } finally {
        walking.delete(principal.id)
      }
    },
    toMermaid,
    toDot,
  }
}
