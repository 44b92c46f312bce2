import { permits } from '../access/index.ts'
import type { LineageService } from '../graphql/services.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type Lineage, toDot, toMermaid } from '../lineage/index.ts'

/** Lineage for one caller. Every answer is walked over the tools until there is an index, so nothing is kept. */
export function createLineageService(lineage: Lineage): LineageService {
  return {
    async trace(principal, { freshness, ...query }, call) {
      if (freshness === 'LIVE' && !permits(principal, 'lineage:live'))
        return refuse(problem('FORBIDDEN', 'Asking for LIVE lineage needs the action lineage:live.'))
      const found = await lineage.trace(query, call)
      return found.ok ? succeed({ graph: found.value, cache: { state: 'BYPASS', ageMs: 0 } }) : found
    },
    toMermaid,
    toDot,
  }
}
