import {
  type CallContext,
  inParallel,
  type NativeGap,
  type NativeLevel,
  type NativePrincipal,
  type NativeRight,
  type NativeRights,
} from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import type { MlflowConfig } from '../config.ts'
import { isSayable } from '../filter.ts'
import { readWidth } from '../registry/models.ts'
import { optional, required } from '../reply.ts'
import { currentUserReply, type UserWithPermissions, type UserWithRoles, userReply, usersReply } from '../wire/user.ts'
import { askDefaultLevel } from './default-level.ts'
import { askFloor } from './floor.ts'
import { isPositive, levelOf } from './level.ts'
import { allLevels } from './levels-of.ts'
import { rightsOfPermissions } from './rights-of-permissions.ts'
import { grantsOf, rightsOfRoles } from './rights-of-roles.ts'

/** The most users that are asked for one by one, in releases that do not tell of all of them at once. */
const oneByOneMax = 500

/** What MLflow's own basic authentication gives to whom. An answer needs an administrator's credentials. */
export async function readNativeRights(
  client: MlflowClient,
  config: MlflowConfig,
  names: readonly string[],
  call: CallContext,
): Promise<NativeRights> {
  if (await client.isOpen(call)) return { guard: 'OPEN', self: null, principals: [], everybody: [openRight], gaps: [] }
  const [workspace = ''] = client.workspaces
  const answer = await client.read({ workspace, path: '/users/list' }, call)
  if (answer.kind === 'FORBIDDEN') return untold(config, ['NOT_ADMINISTRATOR'])
  const listed = optional(usersReply, answer)?.users ?? null
  const users = listed?.flatMap(({ roles, ...user }) => (roles == null ? [] : { ...user, roles })) ?? []
  if (listed !== null && users.length === listed.length) return ofRoles(client, config, users, call)
  const known = listed?.map(({ username }) => username) ?? [
    ...names,
    ...(config.username === undefined ? [] : [config.username]),
  ]
  return ofPermissions({ client, config, isWhole: listed !== null }, [...new Set(known)].filter(isSayable), call)
}

const openRight: NativeRight = {
  workspace: null,
  origin: 'OPEN',
  role: null,
  level: 'MANAGE',
  levels: allLevels('MANAGE'),
  on: null,
  except: null,
}

async function ofRoles(
  client: MlflowClient,
  config: MlflowConfig,
  users: readonly UserWithRoles[],
  call: CallContext,
): Promise<NativeRights> {
  const configured = configuredLevel(config)
  const defaults = new Map<string, NativeLevel | null>()
  const floors = new Map<string, NativeLevel | null>()
  for (const workspace of client.workspaces) {
    const place = { workspace, users }
    const level = (await askDefaultLevel(client, place, call)) ?? configured
    defaults.set(workspace, level)
    // Between workspaces nobody has the default without a permission, and with one nobody has less than the default.
    floors.set(workspace, isPositive(level) ? level : ((await askFloor(client, place, call)) ?? configured))
  }
  const principals = users.map((user): NativePrincipal => {
    const own = rightsOfRoles(grantsOf(user, client.workspaces), (workspace) => floors.get(workspace) ?? null)
    return { name: user.username, rights: user.is_admin ? [adminRight, ...own] : own }
  })
  const isAdmin = await isAdministrator(client, call)
  const everybody = [...defaults].flatMap(([workspace, level]) => defaultRight(workspace, level))
  const gaps: NativeGap[] = [
    ...(isAdmin ? [] : (['NOT_ADMINISTRATOR'] as const)),
    ...([...defaults.values(), ...floors.values()].includes(null) ? (['DEFAULT_UNKNOWN'] as const) : []),
  ]
  return { guard: 'OWN', self: selfOf(config), principals: principals.toSorted(byName), everybody, gaps }
}

/** Others see their own roles only, and no release says so in its list. */
async function isAdministrator(client: MlflowClient, call: CallContext): Promise<boolean> {
  const [workspace = ''] = client.workspaces
  const answer = await client.read({ workspace, path: '/users/current' }, call)
  return optional(currentUserReply, answer)?.user.is_admin ?? false
}

async function ofPermissions(
  {
    client,
    config,
    isWhole,
  }: { readonly client: MlflowClient; readonly config: MlflowConfig; readonly isWhole: boolean },
  names: readonly string[],
  call: CallContext,
): Promise<NativeRights> {
  const [workspace = ''] = client.workspaces
  const asked = names.slice(0, oneByOneMax)
  const found = await inParallel(
    asked,
    readWidth,
    async (username): Promise<UserWithPermissions | 'FORBIDDEN' | null> => {
      const answer = await client.read({ workspace, path: '/users/get', query: { username } }, call)
      if (answer.kind === 'FORBIDDEN') return 'FORBIDDEN'
      return answer.kind === 'ABSENT' ? null : required(userReply, answer).user
    },
  )
  const users = found.flatMap((user) => (user === null || user === 'FORBIDDEN' ? [] : user))
  const isOwnNone = users.some(({ username, is_admin: isAdmin }) => username === config.username && !isAdmin)
  const isRefused = isOwnNone || found.includes('FORBIDDEN')
  // Whoever asks is a user of MLflow's own; where not even that one is known, somebody else guards it.
  if (users.length === 0 && !isRefused)
    return { guard: 'ELSEWHERE', self: null, principals: [], everybody: [], gaps: ['GUARD_UNKNOWN'] }
  const { everybody, gaps } = untold(config, [
    ...(isRefused ? (['NOT_ADMINISTRATOR'] as const) : []),
    ...(isWhole && asked.length === names.length ? [] : (['PRINCIPALS_NOT_LISTED'] as const)),
  ])
  const principals = users.map((user): NativePrincipal => {
    const own = rightsOfPermissions(user, workspace)
    return { name: user.username, rights: user.is_admin ? [adminRight, ...own] : own }
  })
  return { guard: 'OWN', self: selfOf(config), principals: principals.toSorted(byName), everybody, gaps }
}

/** What is known of a server that tells of nobody, or not of its default. */
function untold(config: MlflowConfig, gaps: readonly NativeGap[]): NativeRights {
  const level = configuredLevel(config)
  const everybody = defaultRight(null, level)
  const isDefaultKnown = level !== null
  return {
    guard: 'OWN',
    self: selfOf(config),
    principals: [],
    everybody,
    gaps: isDefaultKnown ? gaps : [...gaps, 'DEFAULT_UNKNOWN'],
  }
}

function selfOf({ username }: MlflowConfig): string | null {
  return username ?? null
}

function configuredLevel({ defaultPermission }: MlflowConfig): NativeLevel | null {
  return defaultPermission === undefined ? null : levelOf(defaultPermission)
}

const adminRight: NativeRight = { ...openRight, origin: 'ADMIN' }

/** A default that is not known may be any. */
function defaultRight(workspace: string | null, level: NativeLevel | null): readonly NativeRight[] {
  if (level === 'NONE') return []
  return [{ ...openRight, workspace, origin: 'DEFAULT', level, levels: allLevels(level ?? 'MANAGE') }]
}

function byName(one: NativePrincipal, other: NativePrincipal): number {
  return one.name < other.name ? -1 : 1
}
