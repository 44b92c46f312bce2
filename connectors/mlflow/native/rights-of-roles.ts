import type { NativeLevel, NativeRight } from '../../../src/connector/index.ts'
import type { UserWithRoles } from '../wire/user.ts'
import { isPositive, levelOf, wider } from './level.ts'
import { allLevels, experimentLevels, modelLevels, type Within } from './levels-of.ts'

/** One line of a role. */
export interface Grant {
  /** As the gateway reads it. */
  readonly workspace: string
  /** Null where it was given to this user alone. */
  readonly role: string | null
  readonly type: string
  readonly pattern: string
  readonly permission: string
}

/** Where the permissions are kept that were given to one user (`SqlAlchemyStore._SYNTHETIC_ROLE_NAME_RE`). */
const ownRole = /^__user_\d+__$/

/** The workspace of a server that has none, and of requests that name none. */
const defaultWorkspace = 'default'

/** Every line of a user's roles, as far as the workspaces are read. */
export function grantsOf({ roles }: UserWithRoles, workspaces: readonly string[]): readonly Grant[] {
  return roles.flatMap(({ name, workspace, permissions }) => {
    const told = workspace ?? defaultWorkspace
    const read = told === defaultWorkspace && workspaces.includes('') ? '' : told
    if (!workspaces.includes(read)) return []
    return permissions.map(({ resource_type: type, resource_pattern: pattern, permission }) => {
      return { workspace: read, role: ownRole.test(name) ? null : name, type, pattern, permission }
    })
  })
}

/** What whoever has an account has at least, by workspace; null where that is not known. */
export type Floor = (workspace: string) => NativeLevel | null

/**
 * What a user's roles come to. As MLflow folds them (`mlflow/server/auth/requirements.py`): an administrator of the
 * workspace is not restrictable; else DENY wins on what it is for, the widest counts, no positive permission is below the
 * default one, and a line for what is within containers counts before the container's own.
 */
export function rightsOfRoles(grants: readonly Grant[], floor: Floor): readonly NativeRight[] {
  const byWorkspace = Map.groupBy(grants, ({ workspace }) => workspace)
  return [...byWorkspace].flatMap(([workspace, own]) => {
    const administering = own.filter(isAdministering).map((grant) => rightOf(grant, 'MANAGE', allLevels('MANAGE')))
    const isRestrictable = administering.length === 0
    const place = { grants: own, floor: floor(workspace) ?? 'NONE', isRestrictable }
    return [...administering, ...ofContainers(place, 'Model'), ...ofContainers(place, 'Experiment'), ...ofRest(place)]
  })
}

interface Place {
  readonly grants: readonly Grant[]
  readonly floor: NativeLevel
  readonly isRestrictable: boolean
}

const types = { Model: 'registered_model', Experiment: 'experiment' } as const

function isAdministering({ type, pattern, permission }: Grant): boolean {
  return type === 'workspace' && pattern === '*' && levelOf(permission) === 'MANAGE'
}

function ofContainers({ grants, floor, isRestrictable }: Place, kind: keyof typeof types): readonly NativeRight[] {
  const own = grants.filter(({ type }) => type === types[kind])
  const denied = isRestrictable ? own.filter(({ permission }) => levelOf(permission) === 'NONE') : []
  if (denied.some(({ pattern }) => pattern === '*')) return []
  const deniedIds = new Set(denied.map(({ pattern }) => pattern))
  const within = withinOf(grants, floor, isRestrictable)
  const given = own.filter(({ pattern, permission }) => isPositive(levelOf(permission)) && !deniedIds.has(pattern))
  const alike = Map.groupBy(given, ({ role, permission, pattern }) =>
    JSON.stringify([role, permission, pattern === '*']),
  )
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const isOnAll = first.pattern === '*'
    const level = wider(levelOf(first.permission), floor)
    const levels = kind === 'Model' ? modelLevels(level, within) : experimentLevels(level, within, isOnAll)
    const right = rightOf(first, levelOf(first.permission), levels)
    if (isOnAll)
      return { ...right, except: deniedIds.size === 0 ? null : { kind, nativeIds: [...deniedIds].toSorted() } }
    return { ...right, on: { kind, nativeIds: group.map(({ pattern }) => pattern).toSorted() } }
  })
}

/** What is given on things within containers where the default lets the user into every container. */
function ofRest({ grants, floor, isRestrictable }: Place): readonly NativeRight[] {
  if (!isPositive(floor)) return []
  const within = withinOf(grants, floor, isRestrictable)
  return (['versions', 'runs', 'loggedModels'] as const).flatMap((part) => {
    const grant = grants.find(({ type, permission }) => type === partTypes[part] && isPositive(levelOf(permission)))
    const level = within[part]
    return grant === undefined || !isPositive(level) ? [] : rightOf(grant, level, { [partKinds[part]]: level })
  })
}

const partTypes = {
  versions: 'registered_model_version',
  runs: 'run',
  loggedModels: 'logged_model',
} as const satisfies Record<keyof Within, string>

const partKinds = { versions: 'ModelVersion', runs: 'Run', loggedModels: 'LoggedModel' } as const

function withinOf(grants: readonly Grant[], floor: NativeLevel, isRestrictable: boolean): Within {
  const levelIn = (part: keyof Within) => {
    const lines = grants.filter(({ type, pattern }) => type === partTypes[part] && pattern === '*')
    const levels = lines.map(({ permission }) => levelOf(permission))
    if (lines.length === 0) return null
    if (isRestrictable && levels.includes('NONE')) return 'NONE'
    return levels.reduce(wider, floor)
  }
  return { versions: levelIn('versions'), runs: levelIn('runs'), loggedModels: levelIn('loggedModels') }
}

function rightOf({ workspace, role }: Grant, level: NativeLevel, levels: NativeRight['levels']): NativeRight {
  const origin = role === null ? 'DIRECT' : 'ROLE'
  return { workspace, origin, role, level, levels, on: null, except: null }
}
