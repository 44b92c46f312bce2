import type { Grant, Principal } from '../types.ts'
import type { PolicyCase } from './case-model.ts'
import { resourceOfCase } from './case-resource.ts'
import type { PolicyEngine } from './engine.ts'
import type { Decision, PolicySnapshot } from './types.ts'

/** How a case came out. */
export interface CaseResult {
  readonly name: string
  readonly isAsExpected: boolean
  readonly expected: { readonly decision: 'allow' | 'deny'; readonly by: readonly string[] | null }
  readonly decision: Decision
}

/** Decides a case under policies whose own grants do not count. Needs an engine that is ready. */
export function runCase(engine: PolicyEngine, policies: PolicySnapshot, asked: PolicyCase): CaseResult {
  // Everything that ends is judged at this time; which one it is does not matter.
  const now = 1_000_000_000
  const snapshot = {
    ...policies,
    epoch: null,
    asOf: now,
    grants: asked.grants.map((one, index) => grantOf(one, index + 1, now)),
  }
  const decision = engine.decide(snapshot, {
    principal: principalOf(asked.principal, now),
    action: asked.action,
    resource: resourceOfCase(asked.resource),
    context: definedOnly(asked.context),
  })
  const by = asked.by?.toSorted() ?? null
  const isBy = by === null || JSON.stringify(by) === JSON.stringify(decision.policyIds)
  return {
    name: asked.name,
    isAsExpected: decision.allowed === (asked.expect === 'allow') && isBy,
    expected: { decision: asked.expect, by },
    decision,
  }
}

function definedOnly(context: PolicyCase['context']) {
  const { purpose, alias, environment: name, protected: isProtected, gate } = context
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(alias === undefined ? {} : { alias }),
    ...(name === undefined ? {} : { environment: name }),
    ...(isProtected === undefined ? {} : { protected: isProtected }),
    ...(gate === undefined ? {} : { gate }),
  }
}

function principalOf(asked: PolicyCase['principal'], now: number): Principal {
  const { authenticatedSecondsAgo: age, scopes = null, tokenHasEnded, ...facts } = asked
  return {
    ...facts,
    name: facts.id,
    scopes,
    authenticatedAt: age === undefined ? null : now - age * 1000,
    tokenId: null,
    tokenExpiresAt: tokenHasEnded ? now : null,
  }
}

function grantOf({ hasEnded, ...facts }: PolicyCase['grants'][number], number: number, now: number): Grant {
  const times = { createdAt: 0, expiresAt: hasEnded ? now : null, revokedAt: null }
  return { id: String(number), ...facts, reason: 'a case', createdBy: 'nobody', ...times }
}
