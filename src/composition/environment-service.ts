import type { Catalog } from '../catalog/api.ts'
import type { DeploymentService, EnvironmentService } from '../graphql/services.ts'
import { Fault } from '../kernel/problem.ts'
import type { TargetStore } from '../persistence/target-store.ts'
import { demandEnvironment, type NamedEnvironments } from './known-environment.ts'

/** What environments and targets are answered from. */
export interface EnvironmentServicePorts {
  readonly environments: NamedEnvironments
  readonly targets: Pick<TargetStore, 'list'>
  readonly catalog: Catalog
  readonly deployments: DeploymentService
}

/** Builds the API's view of environments and targets. */
export function createEnvironmentService(ports: EnvironmentServicePorts): EnvironmentService {
  const { catalog, deployments } = ports
  return {
    async environments() {
      const rows = await ports.environments.list()
      return rows.map(({ uid, name, rank, isProtected }) => ({ uid, name, rank, protected: isProtected }))
    },
    async targets(environment) {
      await demandEnvironment(ports.environments, environment, ['environment'])
      return ports.targets.list(environment)
    },
    async versionOf({ kind, source, nativeRef }, call) {
      const ref = kind === 'ALIAS' ? nativeRef : `deployment:${source}/${nativeRef}`
      const kinds = [kind === 'ALIAS' ? ('ModelVersion' as const) : ('Deployment' as const)]
      const found = await catalog.resolve(ref, { source, kinds }, call)
      if (!found.ok) return null
      if (kind === 'ALIAS') return found.value
      const [live] = await catalog.live.deployments([found.value], call)
      if (live instanceof Fault) throw live
      if (live == null) return null
      const [served] = await deployments.servedVersions([live], call)
      if (served instanceof Fault) throw served
      const ready = (served ?? []).filter((one) => one.served.state === 'READY')
      return ready.length === 1 ? (ready[0]?.match.modelVersion ?? null) : null
    },
  }
}
