import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { GroupDirectory, GroupRights, Member } from '../access/index.ts'
import { type FileMember, type GroupsFile, type LoadedConfig, readGroupsFile } from '../config/index.ts'
import type { Logger } from '../telemetry/index.ts'

/** Path of the groups file; undefined when none is configured. */
export function groupsFilePath({ config, directory }: LoadedConfig): string | undefined {
  return config.auth.groupsFile === undefined ? undefined : resolve(directory, config.auth.groupsFile)
}

/**
 * The groups of the configuration and of its groups file. The file is looked at whenever a group is asked for, and read
 * again when it has changed; one that cannot be read any more is told of once, and the one before stays in force. Throws
 * `ConfigError` when it cannot be read at first.
 */
export function openGroups(loaded: LoadedConfig, log: Pick<Logger, 'error' | 'info'>): GroupDirectory {
  const path = groupsFilePath(loaded)
  const current = path === undefined ? () => noFile : followFile(path, log)
  const configured = new Map(
    Object.entries(loaded.config.auth.groups).map(([group, rights]) => [group, rightsOf(group, rights)]),
  )
  return {
    rightsOf: (group) => configured.get(group) ?? null,
    rightsOfMember: (member) => current().rights.get(keyOf(member)) ?? [],
    aliasesOf: (member) => current().aliases.get(keyOf(member)) ?? [],
    isDeactivated: (member) => current().deactivated.has(keyOf(member)),
  }
}

interface IndexedFile {
  readonly rights: ReadonlyMap<string, readonly GroupRights[]>
  readonly aliases: ReadonlyMap<string, readonly string[]>
  readonly deactivated: ReadonlySet<string>
}

const noFile: IndexedFile = { rights: new Map(), aliases: new Map(), deactivated: new Set() }

function followFile(path: string, log: Pick<Logger, 'error' | 'info'>): () => IndexedFile {
  let seen = stampOf(path)
  let inForce = indexOf(readGroupsFile(path))
  return () => {
    const stamp = stampOf(path)
    if (stamp === seen) return inForce
    seen = stamp
    try {
      inForce = indexOf(readGroupsFile(path))
      log.info({ path }, 'the groups file was read again')
    } catch (err) {
      log.error({ err, path }, 'the groups file cannot be read; the groups before stay in force')
    }
    return inForce
  }
}

/** Differs whenever the file was written or replaced. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat === undefined ? 'missing' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`
}

function indexOf({ groups, aliases, deactivated }: GroupsFile): IndexedFile {
  const rights = Object.entries(groups).flatMap(([group, facts]) =>
    facts.members.map((member) => [memberOf(member), rightsOf(group, facts)] as const),
  )
  const names = aliases.flatMap((item) => item.names.map((name) => [memberOf(item.member), name] as const))
  return {
    rights: grouped(rights),
    aliases: grouped(names),
    deactivated: new Set(deactivated.map((item) => keyOf(memberOf(item)))),
  }
}

function grouped<Value>(pairs: readonly (readonly [Member, Value])[]): ReadonlyMap<string, readonly Value[]> {
  const lists = new Map<string, Value[]>()
  for (const [member, value] of pairs) {
    const key = keyOf(member)
    lists.set(key, [...(lists.get(key) ?? []), value])
  }
  return lists
}

/** Whom a file names. */
export function memberOf(member: FileMember): Member {
  if (typeof member === 'string') return { kind: 'USER', name: member }
  if ('serviceAccount' in member) return { kind: 'SERVICE_ACCOUNT', name: member.serviceAccount }
  return { kind: 'ISSUED', ...member }
}

function keyOf(member: Member): string {
  return JSON.stringify(member.kind === 'ISSUED' ? [member.issuer, member.subject] : [member.kind, member.name, null])
}

type ConfiguredRights = LoadedConfig['config']['auth']['groups'][string]

function rightsOf(group: string, { roles, teams, clearance, regions }: ConfiguredRights): GroupRights {
  return { roles, teams: teams ?? [group], clearance: clearance ?? null, regions }
}
