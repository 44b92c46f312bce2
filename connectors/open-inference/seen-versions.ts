import type { RepositoryEntry } from './repository.ts'

const namesMax = 2_000
const versionsMax = 8

/** A version that the server was seen to serve, with what the repository said of it then. */
export interface SeenVersion {
  readonly version: string | null
  readonly entry: RepositoryEntry | null
}

/**
 * Versions seen to be served. After a failed load MLServer goes on serving a version that neither its index
 * nor its folder mentions any more, and it has no call that lists what it holds; so it is asked about these.
 */
export interface SeenVersions {
  remember(name: string, seen: SeenVersion): void
  forget(name: string, version: string | null): void
  of(name: string): readonly SeenVersion[]
  names(): readonly string[]
}

/** Keeps up to 2,000 names with 8 versions each, the longest unseen dropped first. */
export function createSeenVersions(): SeenVersions {
  const seen = new Map<string, Map<string | null, SeenVersion>>()
  const trim = (map: Map<unknown, unknown>, max: number) => {
    const [oldest] = map.keys()
    if (map.size > max) map.delete(oldest)
  }
  return {
    remember(name, version) {
      const versions = seen.get(name) ?? new Map<string | null, SeenVersion>()
      versions.delete(version.version)
      versions.set(version.version, version)
      trim(versions, versionsMax)
      seen.delete(name)
      seen.set(name, versions)
      trim(seen, namesMax)
    },
    forget(name, version) {
      const versions = seen.get(name)
      versions?.delete(version)
      if (versions?.size === 0) seen.delete(name)
    },
    of: (name) => [...(seen.get(name)?.values() ?? [])],
    names: () => [...seen.keys()],
  }
}
