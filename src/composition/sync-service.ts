import type { Rights } from '../access/index.ts'
import { type AuditDraft, type AuditedWork, actorOf } from '../audit/index.ts'
import type { Catalog } from '../catalog/api.ts'
import type { SourceDirectory } from '../catalog/ports.ts'
import type { SyncService } from '../graphql/services.ts'
import type { Actor } from '../kernel/actor.ts'
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
      // Whatever else a caller writes there is no name of ours to record.
      const named = sources.byId(source) === null ? '*' : source
      const request = requestedSync(actorOf(principal, origin), named, full)
      if (isAllowed) {
        await audit.record([request])
        return catalog.requestSync(source, { full })
      }
      await audit.record([{ ...request, type: 'gov.source.sync-denied.v1', decision: 'DENY' }])
      return refuse(problem('FORBIDDEN', 'Asking for a crawl needs the action source:sync.'))
    },
  }
}

/** A crawl that somebody asked for and may have, as it is recorded. */
export function requestedSync(actor: Actor, source: string, full: boolean): AuditDraft {
  const resource = { type: 'Source', id: source }
  const facts = { actor, action: 'source:sync', resource, details: { full } }
  return { type: 'gov.source.sync-requested.v1', decision: 'ALLOW', ...facts }
}
