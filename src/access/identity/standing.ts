import type { Principal } from '../types.ts'
import type { ClaimedFacts, GroupDirectory, GroupRights, Member } from './types.ts'

/** What somebody holds organisation-wide, before any grant. */
export type Standing = Pick<Principal, 'roles' | 'teams' | 'clearance' | 'regions'>

/** What somebody may read of whom nothing more is known: public and internal. */
export const defaultClearance = 1

/** Nothing. */
export const noStanding: Standing = { roles: [], teams: [], clearance: 0, regions: [] }

/** What an issuer's word and the configured groups give together, as they are now. */
export function standingOf(claimed: ClaimedFacts, member: Member, groups: GroupDirectory): Standing {
  const { roles, regions, clearance } = claimed
  const own = { roles, regions, teams: [], clearance: clearance ?? defaultClearance }
  return withGroups(own, [
    ...claimed.groups.map((group) => groups.rightsOf(group) ?? teamNamed(group)),
    ...groups.rightsOfMember(member),
  ])
}

/** A standing with what groups add to it. A group takes nothing away. */
export function withGroups(standing: Standing, groups: readonly GroupRights[]): Standing {
  return {
    roles: unique([standing, ...groups].flatMap(({ roles }) => roles)),
    teams: unique([standing, ...groups].flatMap(({ teams }) => teams)),
    clearance: Math.max(standing.clearance, ...groups.map(({ clearance }) => clearance ?? 0)),
    regions: unique([standing, ...groups].flatMap(({ regions }) => regions)),
  }
}

/** A group that nothing was configured for is a team of its name, which has no right until one is granted to it. */
function teamNamed(group: string): GroupRights {
  return { roles: [], teams: [group], clearance: null, regions: [] }
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)]
}
