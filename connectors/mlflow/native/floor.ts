import { type CallContext, type NativeLevel, nativeLevels } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import type { UserWithRoles } from '../wire/user.ts'
import { askLevel } from './default-level.ts'
import { isPositive, levelOf, wider } from './level.ts'
import { type Grant, grantsOf } from './rights-of-roles.ts'

interface Held {
  readonly username: string
  readonly grant: Grant
  /** All that the user's own lines come to, of what the line is for. */
  readonly level: NativeLevel
}

/**
 * The least that any positive permission comes to in a workspace: a server gives nobody who has one less than its
 * default. Asked of the narrowest there is, which is raised if any is. `NONE` where nothing is raised, null where it
 * cannot be asked.
 */
export async function askFloor(
  client: MlflowClient,
  { workspace, users }: { readonly workspace: string; readonly users: readonly UserWithRoles[] },
  call: CallContext,
): Promise<NativeLevel | null> {
  const narrow = users.flatMap((user) => heldBy(user, workspace)).toSorted((a, b) => rank(a.level) - rank(b.level))
  const [narrowest] = narrow
  if (narrowest === undefined) return 'NONE'
  const { username, grant } = narrowest
  const told = await askLevel(client, { workspace, username, type: grant.type, id: grant.pattern }, call)
  // What was deleted is nobody's, and tells nothing.
  if (!isPositive(told)) return null
  return told === narrowest.level ? 'NONE' : told
}

function heldBy(user: UserWithRoles, workspace: string): readonly Held[] {
  const grants = grantsOf(user, [workspace])
  if (grants.some(({ type, permission }) => type === 'workspace' && permission === 'MANAGE')) return []
  return grants.flatMap((grant) => {
    if (grant.type !== 'experiment' && grant.type !== 'registered_model') return []
    const alike = grants.filter(
      ({ type, pattern }) => type === grant.type && (pattern === '*' || pattern === grant.pattern),
    )
    const levels = alike.map(({ permission }) => levelOf(permission))
    const level = levels.includes('NONE') ? 'NONE' : levels.reduce(wider, 'NONE')
    return isPositive(level) && level !== 'MANAGE' ? { username: user.username, grant, level } : []
  })
}

function rank(level: NativeLevel): number {
  return nativeLevels.indexOf(level)
}
