import type { MirroredObject } from '../../src/catalog/index.ts'
import type { IndexedVersion, VersionFacts, VersionNames } from '../../src/deployments/index.ts'

/** Registered versions and what is known of their files, for tests of matching that need no database. */
export interface MemoryRegistry {
  readonly names: VersionNames
  readonly facts: VersionFacts
  add(...versions: readonly MirroredObject[]): void
}

/** An empty registry. */
export function memoryRegistry(): MemoryRegistry {
  const versions = new Map<string, MirroredObject>()
  const facts = new Map<string, IndexedVersion>()
  const postponed = new Set<string>()
  const unindexed = () => [...versions.values()].filter(({ uid }) => !facts.has(uid))
  return {
    add: (...added) => added.forEach((version) => versions.set(version.uid, version)),
    names: {
      byNames: async (names) =>
        names.map(({ modelName, version, source }) =>
          [...versions.values()].filter(
            (each) => each.nativeId === `${modelName}\n${version}` && (source === null || each.source === source),
          ),
        ),
    },
    facts: {
      byAddresses: async (addresses) =>
        [...facts.values()].filter(({ address }) =>
          addresses.some(({ store, uri }) => store === address.store && uri === address.uri),
        ),
      byFile: async ({ sizeBytes, sha256 }, limit) =>
        [...facts.values()]
          .filter(({ files }) =>
            files?.some((file) => file.sizeBytes === sizeBytes && (file.sha256 === null || file.sha256 === sha256)),
          )
          .slice(0, limit),
      ofVersions: async (asked) => asked.map(({ uid }) => facts.get(uid) ?? null),
      unindexed: async (limit) => unindexed().slice(0, limit),
      isComplete: async () => unindexed().every(({ uid }) => postponed.has(uid)),
      save: async (saved) => void facts.set(saved.version.uid, saved),
      postpone: async ({ uid }) => void postponed.add(uid),
      async saveDigest({ uid }, path, sha256) {
        const known = facts.get(uid)
        const files = known?.files?.map((file) => (file.path === path ? { ...file, sha256 } : file)) ?? null
        if (known !== undefined) facts.set(uid, { ...known, files })
      },
    },
  }
}
