import { type NativeRight, nativeGaps, nativeKinds, nativeLevels } from '../native-rights.ts'
import { type ConformanceCheck, demand, isSame, withSession } from './check.ts'
import type { ConformanceSubject } from './subject.ts'

/** Demands on a tool's own rights. None where the subject's tool has none. */
export function nativeRightsChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const { nativeRights } = subject.known
  if (nativeRights === undefined) return []
  return [
    {
      name: 'rights of the tool itself are told, each account once and by name, or what is left out',
      run: () =>
        withSession(subject, async ({ connector, call }) => {
          const rights = await connector.nativeRights?.(nativeRights.principals, call)
          demand(rights !== undefined, 'A tool with rights of its own must have nativeRights.')
          const names = rights.principals.map(({ name }) => name)
          demand(isSame(names, [...new Set(names)].toSorted()), 'Principals must be told once each, by name.')
          const isWhole = nativeRights.principals.every((name) => names.includes(name))
          demand(isWhole || rights.gaps.length > 0, 'Where a principal is left out there must be a gap.')
          demand(
            rights.gaps.every((gap) => nativeGaps.includes(gap)),
            'A gap must be one that the contract names.',
          )
          const all = [...rights.everybody, ...rights.principals.flatMap((each) => each.rights)]
          const fault = all.map(faultOf).find((each) => each !== null)
          demand(fault === undefined, `A right must be well-formed: ${fault ?? ''}.`)
        }),
    },
  ]
}

function faultOf({ level, levels, on, except }: NativeRight): string | null {
  const given = Object.entries(levels)
  if (given.length === 0) return 'levels must name what it gives'
  if (!given.every(([kind, each]) => nativeKinds.some((known) => known === kind) && nativeLevels.includes(each)))
    return 'levels must be of known kinds'
  if (level !== null && !nativeLevels.includes(level)) return 'level must be known, or null'
  if (on !== null && on.nativeIds.length === 0) return 'on must name objects, or be null for all'
  return on !== null && except !== null ? 'what is given on single objects needs no exception' : null
}
