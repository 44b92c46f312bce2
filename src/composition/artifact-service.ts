import {
  addressBelow,
  artifactDigest,
  type DigestPorts,
  decodeArtifactUid,
  encodeArtifactId,
  fileDigest,
  listArtifacts,
  locateFiles,
  type ResolvePorts,
  statArtifact,
} from '../artifacts/index.ts'
import type { ArtifactService } from '../graphql/services.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { succeed } from '../kernel/outcome.ts'
import { faultOf } from '../kernel/problem.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** More than this is not hashed while somebody waits; a digest that large is asked for by other means. */
const digestLimits = { bytesMax: 2 * 1024 ** 3, filesMax: 5_000 }

/** What files of versions and runs are answered from. */
export interface ArtifactServicePorts {
  readonly owners: OwnersByObject
  readonly resolve: ResolvePorts
  readonly digest: DigestPorts
  /** Address of this gateway, as callers reach it. */
  readonly publicUrl: () => string
}

/** Builds the API's view of files. */
export function createArtifactService({ owners, resolve, digest, publicUrl }: ArtifactServicePorts): ArtifactService {
  const globalId: ArtifactService['globalId'] = ({ owner, record }) =>
    encodeArtifactId({ ownerKind: owner.kind, ownerUid: owner.uid, path: record.path })
  return {
    async list(object, { folder, first, after }, call) {
      const owner = await owners.ofObject(object, call)
      if (owner === null) return succeed({ files: [], hasNextPage: false })
      return listArtifacts(resolve, { owner, path: folder, first, after }, call)
    },
    async byUid(uid, call) {
      const key = decodeArtifactUid(uid)
      const owner = key === undefined ? null : await owners.find(key.ownerKind, key.ownerUid, call)
      if (key === undefined || owner === null) return null
      const found = await statArtifact(resolve, { owner, path: key.path }, call)
      return found.ok ? found.value : null
    },
    async sha256({ at, record }, call) {
      if (record.isDirectory) return null
      return valueOf(await fileDigest(digest, { at, path: record.path, bytesMax: digestLimits.bytesMax }, call)).sha256
    },
    async digest(version, call) {
      const owner = await owners.ofObject(version, call)
      const at = owner === null ? null : await locateFiles(resolve, owner, call)
      if (at?.resolution !== 'RESOLVED') return null
      return valueOf(await artifactDigest(digest, { at, limits: digestLimits }, call)).digest
    },
    globalId,
    location({ at, record }) {
      const uri = addressBelow(at.uri, record.path)
      // The store writes its addresses in one way; a name that it cannot write is shown as it is.
      return { ...at, uri: at.store.claim(uri)?.uri ?? uri }
    },
    downloadUrl: async (file) => `${publicUrl()}/artifacts/${globalId(file)}`,
  }
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value
  throw faultOf(outcome.problem)
}
