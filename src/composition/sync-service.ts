import type { Rights } from '../access/index.ts'
import type { Catalog } from '../catalog/api.ts'
import type { SyncService } from '../graphql/services.ts'
import { refuse } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** Crawls on demand, for those who may ask. */
export function createSyncService(catalog: Pick<Catalog, 'requestSync'>, rights: Rights): SyncService {
  return {
    async request(principal, { source, full }) {
      if (await rights.permits(principal, 'source:sync', { source })) return catalog.requestSync(source, { full })
      return refuse(problem('FORBIDDEN', 'Asking for a crawl needs the action source:sync.'))
    },
  }
}
