import type { Rights } from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { HttpParts } from '../http/index.ts'
import { createReceiver, type EventPorts } from '../ingest/index.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Metrics } from '../telemetry/index.ts'
import type { OpenStore } from './store.ts'

/** What the door for lineage events is made of. */
export interface EventDoorParts {
  readonly loaded: LoadedConfig
  readonly metrics: Pick<Metrics, 'lineageEvents'>
  readonly store: Pick<OpenStore, 'openLineage'>
  readonly rights: Pick<Rights, 'permits'>
  readonly access: Pick<AccessLog, 'denied' | 'received'>
}

/** Wires the door for lineage events; null where the configuration closes it. Opens nothing. */
export function openLineageDoor({ loaded, metrics, store, rights, access }: EventDoorParts): HttpParts['events'] {
  const { openlineage: isOpen, namespaces: mappings } = loaded.config.lineage
  if (!isOpen) return null
  const note: EventPorts['note'] = ({ principal, origin }, id, decision) => {
    const write = decision === 'DENY' ? access.denied : access.received
    write(actorOf(principal, origin), 'lineage:send', { type: 'Namespace', id })
  }
  const ports: EventPorts = { store: store.openLineage, rights, mappings, now: () => systemClock.now(), note }
  return {
    receiver: (sender) => createReceiver(ports, sender),
    observe: (outcome) => metrics.lineageEvents.inc({ outcome: outcome.toLowerCase() }),
  }
}
