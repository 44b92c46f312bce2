import { ConnectorError } from './connector-error.ts'
import { type Capability, type Connector, type ConnectorManifest, capabilities } from './contract.ts'

/** The member of a live connector that stands for each capability. */
export const memberOf = {
  MODEL_REGISTRY: 'modelRegistry',
  EXPERIMENT_TRACKER: 'experimentTracker',
  DATASET_CATALOGUE: 'datasetCatalogue',
  ARTIFACT_STORE: 'artifactStore',
  DEPLOYMENT_SYSTEM: 'deploymentSystem',
  MONITOR: 'monitor',
} as const satisfies Readonly<Record<Capability, keyof Connector>>

/** Throws {@link ConnectorError}, naming connector and member, unless it has exactly what its manifest declares. */
export function checkMembers(manifest: ConnectorManifest, connector: Connector): void {
  const faults = capabilities.flatMap((capability) => {
    const isDeclared = manifest.capabilities.includes(capability)
    const isPresent = connector[memberOf[capability]] !== undefined
    if (isDeclared === isPresent) return []
    return [
      isDeclared
        ? `declares ${capability} but has no ${memberOf[capability]}`
        : `has ${memberOf[capability]} but does not declare ${capability}`,
    ]
  })
  if (manifest.streams.length > 0 && connector.crawl === undefined) faults.push('declares streams but has no crawl')
  if (manifest.streams.length === 0 && connector.crawl !== undefined) faults.push('has crawl but declares no streams')
  if (manifest.webhooks !== undefined && connector.webhooks === undefined)
    faults.push('takes settings of webhooks but has no webhooks')
  if (manifest.webhooks === undefined && connector.webhooks !== undefined)
    faults.push('has webhooks but takes no settings of them')
  if (faults.length > 0) throw new ConnectorError(`Connector ${manifest.id} ${faults.join(', and ')}.`)
}
