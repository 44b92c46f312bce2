export { addressBelow } from './address-below.ts'
export { decodeArtifactUid, encodeArtifactId } from './artifact-id.ts'
export {
  listArtifacts,
  locateFiles,
  readArtifact,
  statArtifact,
} from './browse.ts'

export { artifactDigest, fileDigest, listingFingerprint } from './digest.ts'
export { findArtifact } from './find-artifact.ts'
export { listFiles } from './list-files.ts'

export { normaliseUri } from './normalise-uri.ts'
export type { ArtifactOwners, DigestCache, DigestPorts, ResolvePorts } from './ports.ts'
export { resolveUri } from './resolve.ts'
export * from './types.ts'
