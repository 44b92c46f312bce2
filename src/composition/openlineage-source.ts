import type { ConnectedSource } from '../catalog/ports.ts'
import { eventSourceId } from '../kernel/event-source.ts'

/**
 * The source that nobody crawls: what is known of it was sent to the gateway's own door, so it is up when the gateway is.
 * Lists, policies and grants treat it like any other.
 */
export const openLineageSource: ConnectedSource = {
  id: eventSourceId,
  kind: 'openlineage',
  url: '/api/v1/lineage',
  environment: null,
  capabilities: [],
  streams: [],
  connector: {
    probe: async () => ({ version: null, detail: 'takes events' }),
    close: async () => {},
  },
  health: () => ({ state: 'UP', lastReachedAt: null, version: null, error: null }),
}

/** Whether a source is one that the gateway reads, and not one that tells of itself. */
export function isRead({ capabilities }: { readonly capabilities: readonly unknown[] }): boolean {
  return capabilities.length > 0
}
