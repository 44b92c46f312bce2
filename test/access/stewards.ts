import {
  confirmGrant,
  confirmPolicy,
  createKnownPrincipals,
  createPolicyEngine,
  createPolicyInForce,
  createPrincipalIds,
  createTokenHolder,
  createTokens,
  deactivatePrincipal,
  defaultPolicies,
  environmentResource,
  type GrantCommand,
  type GrantPorts,
  type GroupDirectory,
  type PolicyPorts,
  type Principal,
  publishPolicy,
  type Role,
  reactivatePrincipal,
  requestGrant,
  revokeGrant,
  singletonResource,
} from '../../src/access/index.ts'
import { actorOf } from '../../src/audit/index.ts'
import { commandLineActor } from '../../src/kernel/actor.ts'
import { createAccessStateStore } from '../../src/persistence/access-state-store.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createPersonStore } from '../../src/persistence/person-store.ts'
import { createRightsChanges } from '../../src/persistence/rights-changes.ts'
import { createRightsReads } from '../../src/persistence/rights-reads.ts'
import { createTokenStore } from '../../src/persistence/token-store.ts'
import { auditOn } from '../audit/log.ts'
import { type EngineName, freshDatabase } from '../store/engines.ts'

/** When the world begins. */
export const beginning = 1_800_000_000_000

/** An environment of the world. */
export const production = { name: 'production', rank: 2, isProtected: true }

/** Rights in an empty store, at a time that the test sets. */
export async function stewardWorld(engineName: EngineName) {
  const database = await freshDatabase(engineName)
  return worldOn(database, { now: beginning })
}

/** Rights in an open store; `time` may be shared by several. */
export function worldOn(database: Database, time: { now: number }) {
  const { audited, store: log, verify } = auditOn(database)
  const clock = { now: () => time.now }
  const engine = createPolicyEngine({ clock, log: { error: (facts, message) => fail(facts, message) } })
  const ids = createPrincipalIds('the key of a test')
  const store = createTokenStore(database, audited)
  const tokens = createTokens({
    store,
    clock,
    ids,
    holderOf: createTokenHolder({
      tokens: store,
      persons: createPersonStore(database),
      ids,
      groups: noGroups,
      clock,
      creatorSeenMs: 0,
    }),
  })
  const reads = createRightsReads(database)
  const ports: GrantPorts = {
    engine,
    inForce: createPolicyInForce({ engine, state: createAccessStateStore(database) }),
    clock,
    reads,
    people: createKnownPrincipals({ ids, groups: noGroups, creatorSeenMs: 0 }),
    changes: createRightsChanges(database, audited),
    scopeOf: async ({ type, id }) => {
      if (type === 'Organization')
        return { resource: singletonResource('Organization'), isProtected: false, leadsToProtected: true }
      if (type !== 'Environment' || id !== production.name) return null
      return { resource: environmentResource(production), isProtected: true, leadsToProtected: false }
    },
  }
  const classes = async () => [{ resource: environmentResource(production), isProtected: true }]
  const policyPorts: PolicyPorts = { ...ports, stores: reads, classes }
  const principalPorts = { ...ports, ids, groups: noGroups }
  const callerOf = (principal: Principal) => ({
    principal,
    actor: actorOf(principal, { method: 'TOKEN', address: null, requestId: 'r', traceparent: null }),
  })
  const admitted = async ({ token }: { readonly token: string }) => {
    const principal = await tokens.authenticate(token)
    if (principal === null) throw new Error('unreachable: the token lives')
    return principal
  }
  return {
    time,
    ports,
    reads,
    tokens,
    verify,
    state: createAccessStateStore(database),
    /** Lets somebody in with a token of these roles. */
    async admit(name: string, ...roles: readonly Role[]): Promise<Principal> {
      return admitted(await tokens.create({ principalName: name, roles, lifetimeMs: null }))
    },
    /** Lets a service account in that somebody answers for. */
    async admitAccount(name: string, ownerName: string, ...roles: readonly Role[]): Promise<Principal> {
      return admitted(await tokens.create({ principalName: name, ownerName, roles, lifetimeMs: null }))
    },
    deactivate: (principal: Principal, facts: { readonly isLastKept?: boolean } = {}) =>
      deactivatePrincipal(principalPorts, commandLineActor, {
        id: principal.id,
        reason: null,
        isLastKept: true,
        ...facts,
      }),
    reactivate: ({ id }: Principal) => reactivatePrincipal(principalPorts, commandLineActor, { id, reason: null }),
    /** Whether each of these is still let in. */
    areIn: (...principals: readonly Principal[]) =>
      Promise.all(
        principals.map(async ({ id }) =>
          (await ports.people(reads, time.now)).principals.some((each) => each.id === id),
        ),
      ),
    request: (by: Principal, wanted: Partial<GrantCommand>) =>
      requestGrant(ports, callerOf(by), { ...aWish, ...wanted }),
    confirm: (by: Principal, id: string) => confirmGrant(ports, callerOf(by), { id, reason: null }),
    revoke: (by: Principal, id: string) => revokeGrant(ports, callerOf(by), { id, reason: null }),
    /** What was recorded of grants and policies, the oldest first: type, decision and code. */
    async recorded(): Promise<readonly string[]> {
      const { entries } = await log.list({ stream: 'decisions' }, { first: 100, before: null })
      return entries
        .toReversed()
        .map(({ columns }) => columns.type)
        .filter((type) => !type.startsWith('gov.token.'))
    },
    propose: (by: Principal, text: string, basedOn = 0) =>
      publishPolicy(policyPorts, callerOf(by), {
        files: [defaultPolicies(), { name: 'own.cedar', text }],
        basedOn,
        reason: 'a test',
      }),
    confirmPolicy: (by: Principal, id: string) => confirmPolicy(policyPorts, callerOf(by), { id, reason: null }),
    epoch: () => createAccessStateStore(database).epoch(),
  }
}

/** A grant that one steward may make alone. */
export const aWish: GrantCommand = {
  holder: { type: 'USER', id: 'token:carol' },
  role: 'viewer',
  scope: { type: 'Organization', id: 'main' },
  expiresAt: null,
  reason: 'joins the team',
}

/** The value of an outcome that must not be a refusal. */
export function granted<Value>(
  outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: unknown },
): Value {
  if (outcome.ok) return outcome.value
  throw new Error(`refused: ${JSON.stringify(outcome.problem)}`)
}

const noGroups: GroupDirectory = {
  rightsOf: () => null,
  rightsOfMember: () => [],
  aliasesOf: () => [],
  isDeactivated: () => false,
}

function fail(facts: object, message: string): never {
  throw new Error(`${message}: ${JSON.stringify(facts)}`)
}
