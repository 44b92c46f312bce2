import type { GrantRecord, GrantState, Principal, StewardRequest } from './types.ts'

/** Granting these lets somebody change rights, or what is right: it takes two. */
export const rolesForTwo: ReadonlySet<string> = new Set([
  'administrator',
  'policy-steward',
  'effect-executor',
  'model-risk-reviewer',
])

/** How long a request waits for a second steward: long enough for a holiday, short enough to still be meant. */
export const requestLifetimeMs = 7 * 24 * 60 * 60 * 1000

/** How a grant stands at `now`. */
export function grantStateOf({ standing, expiresAt }: GrantRecord, now: number): GrantState {
  if (standing.kind === 'GRANTED') {
    if (standing.revokedAt !== null) return 'REVOKED'
    return expiresAt !== null && expiresAt <= now ? 'EXPIRED' : 'ACTIVE'
  }
  if (standing.withdrawnAt !== null) return 'WITHDRAWN'
  return standing.lapsesAt <= now ? 'LAPSED' : 'PENDING'
}

/** Whether a principal sees a grant for being its holder, a member of the team that holds it, or who asked for it. */
export function isOwnGrant(
  { holder, createdBy }: Pick<GrantRecord, 'holder' | 'createdBy'>,
  caller: Principal,
): boolean {
  if (createdBy === caller.id) return true
  return holder.type === 'TEAM'
    ? caller.teams.includes(holder.id)
    : holder.type === caller.kind && holder.id === caller.id
}

/** Whether a request can still be confirmed at `now`. */
export function isWaiting({ decision, lapsesAt }: StewardRequest, now: number): boolean {
  return decision === null && lapsesAt > now
}
