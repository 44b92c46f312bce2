import type { AuditStore, AuditStream } from '../audit/index.ts'
import { type AuditPlace, type ChangeLog, followLog, type StreamLogs } from '../graphql/index.ts'
import type { StreamSettings } from '../http/index.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import type { OpenStore } from './store.ts'

/** What streams are made of. */
export interface StreamsParts {
  readonly store: Pick<OpenStore, 'audit' | 'deploymentChanges' | 'lineage'>
  readonly limits: { readonly streamsPerPrincipal: number; readonly streamsPerConnection: number }
  readonly publicUrl: () => string
  readonly metrics: Metrics
  readonly log: Logger
}

/** Entries of the audit trail that are read at once. */
const entriesMax = 200

/**
 * What streams follow, and how much of it one caller may. What this process commits itself rings a bell; what other replicas
 * commit is seen at the next look.
 */
export function openStreams({ store, limits, publicUrl, metrics, log }: StreamsParts): StreamSettings {
  const onFailed = (err: unknown) => log.warn({ err }, 'the end of a log could not be looked at')
  const trail = (stream: AuditStream) => followLog(auditLog(store.audit.store, stream), onFailed)
  const logs: StreamLogs = {
    decisions: trail('decisions'),
    access: trail('access'),
    deployments: followLog(store.deploymentChanges, onFailed),
  }
  store.audit.onAppended((stream) => logs[stream].ring())
  store.lineage.subscribe(() => logs.deployments.ring())
  const { streamsOpen, streamsEnded, streamEvents } = metrics
  return {
    logs,
    perPrincipal: limits.streamsPerPrincipal,
    perConnection: limits.streamsPerConnection,
    publicUrl,
    observe: {
      opened: (transport) => streamsOpen.inc({ transport }),
      ended(transport, reason) {
        streamsOpen.dec({ transport })
        streamsEnded.inc({ transport, reason })
      },
      sent: (transport) => streamEvents.inc({ transport }),
      refused: (transport) => streamsEnded.inc({ transport, reason: 'limit' }),
    },
  }
}

/** A log of the audit trail: its head is locked until an append has committed, so places are committed in order. */
function auditLog(store: Pick<AuditStore, 'head' | 'entries'>, stream: AuditStream): ChangeLog<AuditPlace> {
  return {
    head: async () => (await store.head(stream)).size,
    async after(place) {
      const entries = await store.entries(stream, { from: place + 1, count: entriesMax })
      return {
        entries: entries.map((entry) => ({ place: entry.sequence, entry })),
        upTo: entries.at(-1)?.sequence ?? place,
      }
    },
  }
}
