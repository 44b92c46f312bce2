import type { JsonValue } from '../kernel/canonical-json.ts'
import type { Problem } from '../kernel/problem.ts'
import type { RightsEvent } from './ports.ts'
import type { Action, Grant } from './types.ts'

/** What happened to a grant. */
type GrantChange = 'created' | 'requested' | 'confirmed' | 'withdrawn' | 'revoked'

/** A change of a grant, as it is recorded. */
export function grantEvent(
  change: GrantChange,
  grant: Grant,
  facts: { readonly reason: string | null; readonly digest: string; readonly confirms?: string },
): RightsEvent {
  const isEnd = change === 'revoked' || change === 'withdrawn'
  const people = grant.holder.type === 'TEAM' ? {} : { holder: grant.holder.id }
  const shown = factsOf(grant)
  return {
    type: `gov.grant.${change}.v1`,
    action: isEnd ? 'grant:revoke' : 'grant:create',
    resource: { type: 'Grant', id: grant.id },
    decision: 'ALLOW',
    reason: facts.reason,
    policySetDigest: facts.digest,
    ...(isEnd ? { before: shown } : { after: shown }),
    details: shown,
    people: { ...people, ...(facts.confirms === undefined ? {} : { requester: facts.confirms }) },
  }
}

/** A change of a grant that was refused. */
export function deniedGrant(
  { code }: Problem,
  { action, grant, digest }: { readonly action: Action; readonly grant: Grant; readonly digest: string },
): RightsEvent {
  return {
    type: 'gov.grant.denied.v1',
    action,
    resource: { type: 'Grant', id: grant.id },
    decision: 'DENY',
    policySetDigest: digest,
    details: { ...factsOf(grant), code },
  }
}

/** Nothing here is a person's; holders are recorded by pseudonym. */
function factsOf({ holder, role, scope, expiresAt }: Grant): Readonly<Record<string, JsonValue>> {
  return {
    holderType: holder.type,
    ...(holder.type === 'TEAM' ? { team: holder.id } : {}),
    role,
    scopeType: scope.type,
    scopeId: scope.id,
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  }
}
