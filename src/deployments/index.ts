export { type IndexPorts, indexVersionFacts } from './index-version-facts.ts'
export { liveByVersion, liveNow } from './live-now.ts'
export { type MatchLimits, matchServed, queryMatchLimits } from './match-served.ts'
export type {
  DeploymentChange,
  DeploymentChanges,
  MatchPorts,
  StoredBytes,
  VersionFacts,
  VersionLocator,
  VersionNames,
} from './ports.ts'
export { stateOfDeployment } from './state-of-deployment.ts'
export { createStoredBytes } from './stored-bytes.ts'
export type {
  IndexedVersion,
  LiveEntry,
  ServedMatch,
} from './types.ts'
