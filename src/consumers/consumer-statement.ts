import type { Actor } from '../kernel/actor.ts'
import { toGlobalId } from '../kernel/ids.ts'
import { type LineageKey, lineageKeyOf, virtualLineageKey } from '../kernel/lineage-key.ts'
import type { LineageStatement, StatedEdge } from '../lineage/index.ts'
import type { ConsumedObject, Consumer } from './types.ts'

/** What a consumer is tied to in lineage. */
export interface ConsumedPlace {
  readonly object: ConsumedObject
  /** Ids of the virtual nodes of the endpoints that it uses. */
  readonly endpointIds: readonly string[]
}

/**
 * What lineage is told of a consumer: that it consumes the object, and the endpoints of it that it names. One that has
 * ended tells of nothing, which ends what it told before. Pure.
 */
export function consumerStatement(
  { object, endpointIds }: ConsumedPlace,
  by: Pick<Actor, 'id'>,
  consumer: Consumer,
): LineageStatement {
  const { uid, name, kind, criticality, ownerTeam, activeSince, endedAt, updatedAt } = consumer
  const id = toGlobalId('Consumer', uid)
  // A contact is for those who may read it, and the properties of a node are for everybody who sees it.
  const properties = { kind, criticality, ...(ownerTeam === null ? {} : { ownerTeam }) }
  const edgeFrom = (from: LineageKey): StatedEdge => ({
    from,
    to: virtualLineageKey(id),
    kind: 'CONSUMED',
    confidence: 'DECLARED',
    validFrom: activeSince,
    validTo: null,
    basis: 'TOLD',
  })
  const ends = [lineageKeyOf(object), ...endpointIds.map(virtualLineageKey)]
  return {
    statedBy: `consumer:${uid}`,
    source: object.source,
    sender: by.id,
    observedAt: updatedAt,
    nodes: [{ id, kind: 'CONSUMER', name, source: object.source, subject: object.uid, properties }],
    edges: endedAt === null ? ends.map(edgeFrom) : [],
  }
}
