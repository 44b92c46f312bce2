import type { Catalog } from '../catalog/api.ts'
import type { LiveDeployment, MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { type MatchPorts, matchServed, queryMatchLimits, type ServedMatch } from '../deployments/index.ts'
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

async function linksOf(
  { matching }: ServingPorts,
  deployments: readonly LiveDeployment[],
  call: CallContext,
): Promise<{ readonly links: readonly ServingLink[]; readonly complete: boolean }> {
  const served = deployments.flatMap((deployment) =>
    deployment.record.versions.map((version) => ({ deployment, version })),
  )
  const items = served.map(({ deployment, version }) => ({
    source: deployment.object.source,
    deployment: deployment.record.name,
    served: version,
  }))
  const matches = await matchServed(matching, { items, limits: queryMatchLimits }, call)
  const links = served.flatMap(({ deployment, version }, at) => {
    const found = matches[at]
    const state = { deployment: deployment.object, state: version.state, observedAt: deployment.observedAt }
    return found === undefined ? [] : versionsOf(found).map((tied) => ({ ...state, ...tied }))
  })
  const isOpen = ({ reason }: ServedMatch) =>
    reason === 'VERSIONS_NOT_INDEXED_YET' || reason === 'BYTES_NOT_COMPARED_YET'
  return { links, complete: !matches.some(isOpen) }
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
