import type { Rights } from '../access/index.ts'
import { type AuditDraft, type AuditedWork, actorOf } from '../audit/index.ts'
import type { Catalog } from '../catalog/api.ts'
import type { SourceDirectory } from '../catalog/ports.ts'
import type { SyncService } from '../graphql/services.ts'
import { refuse } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** What crawls on demand need. */
export interface SyncPorts {
  readonly catalog: Pick<Catalog, 'requestSync'>
  readonly sources: Pick<SourceDirectory, 'byId'>
  readonly rights: Pick<Rights, 'permits'>
  readonly audit: Pick<AuditedWork, 'record'>
}

/** Crawls on demand, for those who may ask. Asking is recorded before it is carried out, and so is being refused. */
export function createSyncService({ catalog, sources, rights, audit }: SyncPorts): SyncService {
  return {
    async request(principal, { source, full }, origin) {
      const isAllowed = await rights.permits(principal, 'source:sync', { source })
      const draft = {
        actor: actorOf(principal, origin),
        action: 'source:sync',
        // Whatever else a caller writes there is no name of ours to record.
        resource: { type: 'Source', id: sources.byId(source) === null ? '*' : source },
        details: { full },
      } as const satisfies Partial<AuditDraft>
      if (isAllowed) {
        await audit.record([{ ...draft, type: 'gov.source.sync-requested.v1', decision: 'ALLOW' }])
        return catalog.requestSync(source, { full })
      }
      await audit.record([{ ...draft, type: 'gov.source.sync-denied.v1', decision: 'DENY' }])
      return refuse(problem('FORBIDDEN', 'Asking for a crawl needs the action source:sync.'))
    },
  }
}
