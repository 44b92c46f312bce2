export { type IndexPorts, type IndexRound, indexVersionFacts } from './index-version-facts.ts'
export { type LiveQuery, liveByVersion, liveNow } from './live-now.ts'
export { type MatchLimits, matchServed, queryMatchLimits } from './match-served.ts'
export type { MatchPorts, StoredBytes, VersionFacts, VersionLocator, VersionName, VersionNames } from './ports.ts'
export { stateOfDeployment } from './state-of-deployment.ts'
export { createStoredBytes, type StoredBytesPorts } from './stored-bytes.ts'
export type {
  FileAddress,
  IndexedVersion,
  LiveEntry,
  MatchKind,
  MatchReason,
  PlacedDeployment,
  ServedItem,
  ServedMatch,
  StoredFile,
} from './types.ts'
