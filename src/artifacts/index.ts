export { type ArtifactKey, decodeArtifactId, decodeArtifactUid, encodeArtifactId } from './artifact-id.ts'
export {
  listArtifacts,
  locateFiles,
  type OwnedPath,
  type PageWanted,
  readArtifact,
  signArtifact,
  statArtifact,
} from './browse.ts'
export { confinePath } from './confine-path.ts'
export { artifactDigest, type DigestLimits, fileDigest, listingFingerprint } from './digest.ts'
export { findArtifact } from './find-artifact.ts'
export { listFiles } from './list-files.ts'
export { mediaTypeOf } from './media-type.ts'
export { normaliseUri } from './normalise-uri.ts'
export type { ArtifactOwners, DigestCache, DigestKey, DigestPorts, ResolvePorts } from './ports.ts'
export { type ReportedUri, resolveUri } from './resolve.ts'
export * from './types.ts'
