import type { FoundNote } from '../../src/audit/index.ts'
import {
  type AuditDraft,
  type AuditKeys,
  createAuditKeys,
  createAuditWriter,
  createHeadGuard,
  verifyStore,
} from '../../src/audit/index.ts'
import { type Actor, systemActor } from '../../src/kernel/actor.ts'
import { type Clock, systemClock } from '../../src/kernel/clock.ts'
import { createAuditStore } from '../../src/persistence/audit-store.ts'
import { createAuditedStore } from '../../src/persistence/audited-work.ts'
import type { Database } from '../../src/persistence/database.ts'

/** The keys of all tests; whoever tampers does not have them. */
export const testKeys = createAuditKeys(Buffer.alloc(32, 1))

/** Someone with a name. */
export const ada: Actor = {
  ...systemActor,
  id: 'token:ada',
  kind: 'USER',
  name: 'ada',
  method: 'TOKEN',
  address: '203.0.113.9',
}

/** A change that is recorded. */
export function aChange(number: number, facts: Partial<AuditDraft> = {}): AuditDraft {
  const resource = { type: 'Token', id: `token-${number}` }
  return { type: 'gov.token.created.v1', actor: ada, action: 'token:create', resource, decision: 'ALLOW', ...facts }
}

/** The audit trail of one process on an open store. */
export function auditOn(database: Database, keys: AuditKeys = testKeys, clock: Clock = systemClock) {
  const guard = createHeadGuard(keys)
  const writer = createAuditWriter({ keys, guard, clock, name: 'test' })
  const store = createAuditStore(database)
  const audited = createAuditedStore(database, writer)
  return {
    guard,
    store,
    audited,
    append: (...drafts: AuditDraft[]) => audited.record(drafts),
    verify: (anchored: readonly FoundNote[] = [], stream: 'decisions' | 'access' = 'decisions') =>
      verifyStore({ store, keys, anchored }, stream),
  }
}
