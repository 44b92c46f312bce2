import type { Action } from '../access/index.ts'
import { type AuditDraft, type AuditedWork, actorOf } from '../audit/index.ts'
import type { Catalog, CatalogStore, MirroredObject } from '../catalog/index.ts'
import { type ConsumerStore, registerConsumer } from '../consumers/index.ts'
import type { ConsumerService } from '../graphql/consumer-service.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { EntityKind } from '../kernel/ids.ts'

/** What consumers are served with, as one caller sees it. */
export interface ConsumerServicePorts {
  readonly store: ConsumerStore
  readonly catalog: Pick<Catalog, 'resolve' | 'live'>
  /** The mirror as the caller sees it. */
  readonly seen: Pick<CatalogStore, 'byUids'>
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  readonly audit: Pick<AuditedWork, 'record'>
  readonly clock: Clock
  /** Notes that an object was asked for and is not shown. */
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
}

const action = 'consumer:register' satisfies Action

/** Consumers for those who see what they use. A refused registration is recorded. */
export function createConsumerService(ports: ConsumerServicePorts): ConsumerService {
  const { store, seen } = ports
  return {
    async register({ principal, origin }, command, call) {
      const by = actorOf(principal, origin)
      const mayRegister = async (object: MirroredObject) => {
        const isAllowed = await ports.may(action, object)
        if (!isAllowed) await ports.audit.record([refusalOf(by, object)])
        return isAllowed
      }
      return registerConsumer({ ...ports, mayRegister }, by, command, call)
    },
    async ofObjects(objects) {
      const found = await store.ofObjects(objects.map(({ uid }) => uid))
      return objects.map((object) => (found.get(object.uid) ?? []).map((consumer) => ({ consumer, object })))
    },
    async byUid(uid) {
      const [consumer] = await store.byUids([uid])
      if (consumer == null) return null
      const [object] = await seen.byUids([consumer.objectUid])
      if (object != null) return { consumer, object }
      // Whatever it is that is used, it is found among what was hidden of this request.
      await ports.noteUnseen('Deployment', consumer.objectUid)
      return null
    },
  }
}

function refusalOf(actor: Actor, { kind, uid }: MirroredObject): AuditDraft {
  const resource = { type: kind, id: uid }
  return { type: 'gov.consumer.denied.v1', actor, action, resource, decision: 'DENY' }
}
