import { absenceChecks } from './conformance/absence-checks.ts'
import { artifactStoreChecks } from './conformance/artifact-store-checks.ts'
import { datasetCatalogueChecks, deploymentSystemChecks, monitorChecks } from './conformance/catalogue-checks.ts'
import type { ConformanceCheck } from './conformance/check.ts'
import { connectionChecks } from './conformance/connection-checks.ts'
import { crawlChecks } from './conformance/crawl-checks.ts'
import { effectChecks } from './conformance/effect-checks.ts'
import { experimentTrackerChecks } from './conformance/experiment-tracker-checks.ts'
import { manifestChecks } from './conformance/manifest-checks.ts'
import { modelRegistryChecks } from './conformance/model-registry-checks.ts'
import { nativeRightsChecks } from './conformance/native-rights-checks.ts'
import type { ConformanceSubject } from './conformance/subject.ts'
import type { Capability } from './contract.ts'

export { type ConformanceCheck, ConformanceError } from './conformance/check.ts'
export { conformanceHost } from './conformance/conformance-host.ts'
export type {
  ConformanceSubject,
  KnownBatch,
  KnownContent,
  KnownFiles,
  KnownModels,
  KnownPlace,
  KnownRuns,
  ObservedHost,
} from './conformance/subject.ts'

const checksOf: Readonly<Record<Capability, (subject: ConformanceSubject) => readonly ConformanceCheck[]>> = {
  MODEL_REGISTRY: modelRegistryChecks,
  EXPERIMENT_TRACKER: experimentTrackerChecks,
  DATASET_CATALOGUE: datasetCatalogueChecks,
  ARTIFACT_STORE: artifactStoreChecks,
  DEPLOYMENT_SYSTEM: deploymentSystemChecks,
  MONITOR: monitorChecks,
}

/**
 * Everything the contract demands of this connector, as named checks for any test runner:
 * `for (const check of conformanceChecks(subject)) test(check.name, check.run)`.
 * Run them one after the other: some stop the tool. Every check passes only against the real tool with the content
 * that the subject describes. Names are unique and stable.
 */
export function conformanceChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  return [
    ...manifestChecks(subject),
    ...connectionChecks(subject),
    ...crawlChecks(subject),
    ...subject.manifest.capabilities.flatMap((capability) => checksOf[capability](subject)),
    ...nativeRightsChecks(subject),
    ...effectChecks(subject),
    ...absenceChecks(subject),
  ]
}
