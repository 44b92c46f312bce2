import type { RegistrationPorts } from '../ingest/index.ts'
import { type Actor, systemActor } from '../kernel/actor.ts'
import { systemClock } from '../kernel/clock.ts'
import type { OpenStore } from './store.ts'

/** What changes of webhooks need of the store; each is recorded as the actor's before it is made. */
export function registrationPorts(
  { store }: { readonly store: Pick<OpenStore, 'hooks' | 'audit'> },
  actor: Actor = systemActor,
): RegistrationPorts {
  return {
    store: store.hooks,
    now: () => systemClock.now(),
    record: (change, { source, workspace }) =>
      store.audit.audited.record([
        {
          type: change === 'registered' ? 'gov.webhook.registered.v1' : 'gov.webhook.removed.v1',
          actor,
          action: 'webhook:change',
          resource: { type: 'Source', id: source },
          decision: 'ALLOW',
          details: { workspace },
        },
      ]),
  }
}
