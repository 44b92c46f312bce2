import {
  type DigestPorts,
  fileDigest,
  listFiles,
  normaliseUri,
  type ResolvedLocation,
  type ResolvePorts,
  resolveUri,
} from '../artifacts/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { StoredBytes } from './ports.ts'
import type { FileAddress, StoredFile } from './types.ts'

/** What reading files from the configured stores needs. */
export interface StoredBytesPorts {
  readonly resolve: ResolvePorts
  readonly digest: DigestPorts
}

/** An address with this scheme means something to the server that reported it, and to nobody else. */
const privateScheme = 'mlflow-artifacts:'

/** Reads files through the configured artifact stores; digests are kept in the cache of the artifacts module. */
export function createStoredBytes({ resolve, digest }: StoredBytesPorts): StoredBytes {
  /** Claimed again each time: a location belongs to the store that made it and is not kept. */
  function locationOf({ store: source, uri }: FileAddress): ResolvedLocation | null {
    for (const candidate of resolve.stores) {
      const location = candidate.source === source ? candidate.store.claim(uri) : null
      if (location !== null) return { resolution: 'RESOLVED', ...candidate, location, uri: location.uri }
    }
    return null
  }

  async function knownDigest(at: ResolvedLocation, path: string, call: CallContext) {
    const record = await at.store.stat(at.location, path, call)
    if (record === null || record.revision === null) return record?.sha256 ?? null
    return record.sha256 ?? digest.cache.get({ source: at.source, uri: at.uri, path, revision: record.revision })
  }

  return {
    async resolve(reported, call) {
      const found = await resolveUri(resolve, reported, call)
      if (found.resolution === 'RESOLVED') return { store: found.source, uri: found.uri }
      const uri = normaliseUri(found.uri)
      return uri === null || uri.startsWith(privateScheme) ? null : { store: null, uri }
    },
    async list(address, limit, call) {
      const at = locationOf(address)
      const listed = at === null ? null : await listFiles(at, limit, call)
      if (listed === null || !listed.ok) return null
      const files = listed.value.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }))
      // Without sizes nothing can be compared before it is read, so such a store takes no part.
      return files.every((file): file is StoredFile => file.sizeBytes !== null) ? files : null
    },
    async digest({ address, file, bytesMax }, call) {
      const at = locationOf(address)
      if (at === null) return { sha256: null, bytesRead: 0 }
      const known = await knownDigest(at, file.path, call)
      if (known !== null || file.sizeBytes > bytesMax) return { sha256: known, bytesRead: 0 }
      const found = await fileDigest(digest, { at, path: file.path, bytesMax }, call)
      return found.ok
        ? { sha256: found.value.sha256, bytesRead: found.value.sizeBytes }
        : { sha256: null, bytesRead: 0 }
    },
  }
}
