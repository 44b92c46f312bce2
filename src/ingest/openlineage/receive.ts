import type { Principal, Rights } from '../../access/index.ts'
import type { RequestOrigin } from '../../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../../kernel/outcome.ts'
import { problem } from '../../kernel/problem.ts'
import { namespacesOf } from './event.ts'
import type { OpenLineageStore } from './ports.ts'
import { readEvent } from './read-event.ts'
import { type NamespaceMapping, statementOf } from './statement-of-event.ts'

/** Who sends, and how the request came. */
export interface EventSender {
  readonly principal: Principal
  readonly origin: RequestOrigin
}

/** What receiving events needs. */
export interface EventPorts {
  readonly store: OpenLineageStore
  readonly rights: Pick<Rights, 'permits'>
  readonly mappings: readonly NamespaceMapping[]
  readonly now: () => number
  /** Notes that events of a namespace were taken, or that somebody may not send them; returns at once. */
  note(sender: EventSender, namespace: string, decision: 'ALLOW' | 'DENY'): void
}

/** Receives events of one request. */
export interface EventReceiver {
  /**
   * Takes one event in, whole or not at all; one that was taken before is taken again and changes nothing. Refuses with
   * BAD_USER_INPUT, whose `details.field` is a JSON pointer, and with FORBIDDEN, whose `details.namespace` is one that the
   * sender may not send for. Throws the store's `Fault`.
   */
  receive(body: unknown): Promise<Outcome<null>>
}

/** Begins to receive the events of a request. Rights are asked for once for each namespace. */
export function createReceiver(ports: EventPorts, sender: EventSender): EventReceiver {
  const answers = new Map<string, Promise<boolean>>()
  const maySend = (namespace: string) => {
    const known = answers.get(namespace) ?? ports.rights.permits(sender.principal, 'lineage:send', { namespace })
    answers.set(namespace, known)
    return known
  }
  return {
    async receive(body) {
      const read = readEvent(body, ports.now())
      if (!read.ok) return read
      const namespaces = namespacesOf(read.value)
      for (const namespace of namespaces) {
        if (await maySend(namespace)) continue
        ports.note(sender, namespace, 'DENY')
        return refuse(forbidden(namespace))
      }
      await ports.store.take(statementOf(read.value, { sender: sender.principal.id, mappings: ports.mappings }))
      for (const namespace of namespaces) ports.note(sender, namespace, 'ALLOW')
      return succeed(null)
    },
  }
}

function forbidden(namespace: string) {
  return problem('FORBIDDEN', 'Sending lineage of this namespace needs the right `lineage:send` on it.', {
    details: { namespace },
  })
}
