import type { Catalog } from '../catalog/api.ts'
import type { LiveDeployment, MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import {
  type MatchLimits,
  type MatchPorts,
  matchServed,
  queryMatchLimits,
  type ServedMatch,
  stateOfDeployment,
} from '../deployments/index.ts'
import { Fault } from '../kernel/problem.ts'
import type { Serving, ServingLink, ServingLinks } from '../lineage/index.ts'
import { allDeployments } from './all-deployments.ts'

/** What serving links are answered from. */
export interface ServingPorts {
  readonly catalog: Pick<Catalog, 'list' | 'live'>
  readonly matching: MatchPorts
}

/** Tells lineage which versions run where. */
export function createServing(ports: ServingPorts): Serving {
  return {
    async servedBy(versions, call) {
      const { deployments, faults } = await allDeployments(ports.catalog, null, call)
      const wanted = new Set(versions.map(({ uid }) => uid))
      const { links, complete } = await linksOf(ports, deployments, call)
      return { links: links.filter(({ version }) => wanted.has(version.uid)), faults, complete }
    },
    async versionsServedBy(objects, call): Promise<ServingLinks> {
      const loaded = await ports.catalog.live.deployments(objects, call)
      const held = loaded.filter((one): one is LiveDeployment => one !== null && !(one instanceof Fault))
      const faults = loaded.filter((one) => one instanceof Fault)
      return { ...(await linksOf(ports, held, call)), faults }
    },
  }
}

/** What one deployment serves, as far as it could be tied to versions. */
export interface ServedDeployment {
  readonly deployment: LiveDeployment
  readonly links: readonly ServingLink[]
  /** Whether versions are still being indexed or compared, so that a link may be missing. */
  readonly isOpen: boolean
}

/** What every deployment whose server answers serves now. */
export async function servedNow(
  ports: ServingPorts,
  limits: MatchLimits,
  call: CallContext,
): Promise<readonly ServedDeployment[]> {
  const { deployments } = await allDeployments(ports.catalog, null, call)
  return tied(ports, { deployments, limits }, call)
}

async function linksOf(
  ports: ServingPorts,
  deployments: readonly LiveDeployment[],
  call: CallContext,
): Promise<{ readonly links: readonly ServingLink[]; readonly complete: boolean }> {
  const served = await tied(ports, { deployments, limits: queryMatchLimits }, call)
  return { links: served.flatMap(({ links }) => links), complete: !served.some(({ isOpen }) => isOpen) }
}

async function tied(
  { matching }: ServingPorts,
  { deployments, limits }: { readonly deployments: readonly LiveDeployment[]; readonly limits: MatchLimits },
  call: CallContext,
): Promise<readonly ServedDeployment[]> {
  const served = deployments.flatMap((deployment) =>
    deployment.record.versions.map((version) => ({ deployment, version })),
  )
  const items = served.map(({ deployment, version }) => ({
    source: deployment.object.source,
    deployment: deployment.record.name,
    served: version,
  }))
  const matches = await matchServed(matching, { items, limits }, call)
  const found = served.map(({ deployment, version }, at) => ({ deployment, version, match: matches[at] }))
  const byDeployment = Map.groupBy(found, ({ deployment }) => deployment)
  return deployments.map((deployment) => {
    const own = byDeployment.get(deployment) ?? []
    const { object, record, observedAt } = deployment
    const facts = { deployment: object, state: stateOfDeployment(record), observedAt }
    const links = own.flatMap(({ match, version: { state: versionState } }) =>
      match === undefined ? [] : versionsOf(match).map((one) => ({ ...facts, versionState, ...one })),
    )
    return { deployment, links, isOpen: own.some(({ match }) => match !== undefined && isOpen(match)) }
  })
}

function isOpen({ reason }: ServedMatch): boolean {
  return reason === 'VERSIONS_NOT_INDEXED_YET' || reason === 'BYTES_NOT_COMPARED_YET'
}

/** A copy that nothing tells apart from its original is linked like it: both have the bytes that run. */
function versionsOf({
  match,
  modelVersion,
  candidates,
}: ServedMatch): readonly Pick<ServingLink, 'version' | 'match'>[] {
  if (match === 'UNKNOWN') return []
  const versions: readonly MirroredObject[] = modelVersion === null ? candidates : [modelVersion]
  return versions.map((version) => ({ version, match }))
}
