import type { Catalog } from '../catalog/api.ts'
import { demandSource, type SourceDirectory } from '../catalog/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import {
  type LiveEntry,
  liveByVersion,
  liveNow,
  type MatchPorts,
  matchServed,
  queryMatchLimits,
} from '../deployments/index.ts'
import type { DeploymentService, ServedVersionView } from '../graphql/services.ts'
import { allDeployments } from './all-deployments.ts'
import { type DeploymentListPorts, listDeployments } from './deployment-list.ts'
import { demandEnvironment, type NamedEnvironments } from './known-environment.ts'

/** What deployments are answered from. */
export interface DeploymentServicePorts extends DeploymentListPorts {
  readonly catalog: Catalog
  readonly sources: SourceDirectory
  readonly matching: MatchPorts
  readonly environments: NamedEnvironments
  /** Environment of a source; null for one that has none. */
  readonly environmentOf: (source: string) => string | null
  readonly sees: DeploymentService['sees']
}

/** Builds the API's view of what is being served. */
export function createDeploymentService(ports: DeploymentServicePorts): DeploymentService {
  const limits = queryMatchLimits
  const everywhere = async (
    query: { readonly environment: string | null; readonly subject: MirroredObject | null },
    call: CallContext,
  ) => {
    const { environment } = query
    const sources = environment === null ? null : ports.sourcesIn(environment)
    const { deployments: live, sourceStatus, faults } = await allDeployments(ports.catalog, sources, call)
    const deployments = live.map(({ object, record }) => ({
      object,
      record,
      environment: ports.environmentOf(object.source),
    }))
    const entries = await liveNow(ports.matching, { deployments, ...query, limits }, call)
    return { entries, sourceStatus, faults }
  }
  return {
    sees: ports.sees,
    async list(query, page, call) {
      demandSource(ports.sources, query.source, ['filter', 'source'])
      await demandEnvironment(ports.environments, query.environment, ['filter', 'environment'])
      return listDeployments(ports, { query, page, call })
    },
    async servedVersions(deployments, call) {
      const items = deployments.flatMap(({ object, record }) =>
        record.versions.map((served) => ({ source: object.source, deployment: record.name, served })),
      )
      const matches = (await matchServed(ports.matching, { items, limits }, call)).values()
      return deployments.map(({ object, record }) =>
        record.versions.flatMap((served): ServedVersionView[] => {
          const match = matches.next().value
          return match === undefined ? [] : [{ deployment: object, served, match }]
        }),
      )
    },
    async servedBy(versions, call) {
      const { entries, faults } = await everywhere({ environment: null, subject: null }, call)
      const [fault] = faults
      // An answer without the server that failed would say "not served" where nobody knows.
      return liveByVersion(entries, versions).map((found) =>
        found.length === 0 && fault !== undefined ? fault : { served: found.map(viewOf), faults },
      )
    },
    async liveNow(query, call) {
      await demandEnvironment(ports.environments, query.environment, ['environment'])
      const { entries, sourceStatus, faults } = await everywhere(query, call)
      return { served: entries.map(viewOf), sourceStatus, faults }
    },
  }
}

function viewOf({ deployment, served, match }: LiveEntry): ServedVersionView {
  return { deployment, served, match }
}
