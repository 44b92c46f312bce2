import type { Catalog, MirroredObject, SourceDirectory } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ServingState } from '../connector/records.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Fault } from '../kernel/problem.ts'

/** A registered version that a deployment serves. */
export interface ServingLink {
  readonly version: MirroredObject
  readonly deployment: MirroredObject
  /** How the two were tied. A served version that was tied to none has no link. */
  readonly match: 'DECLARED' | 'URI' | 'DIGEST'
  readonly state: ServingState
  readonly observedAt: number
}

/** Links, and the faults of deployment systems that could not be asked. */
export interface ServingLinks {
  readonly links: readonly ServingLink[]
  readonly faults: readonly Fault[]
  /** False while versions are still being indexed, so that a link may be missing. */
  readonly complete: boolean
}

/** Which versions run where. Wired to the deployments module. */
export interface Serving {
  servedBy(versions: readonly MirroredObject[], call: CallContext): Promise<ServingLinks>
  versionsServedBy(deployments: readonly MirroredObject[], call: CallContext): Promise<ServingLinks>
}

/** Everything that a walk needs from outside. */
export interface LineagePorts {
  readonly catalog: Catalog
  readonly sources: SourceDirectory
  readonly serving: Serving
  readonly clock: Clock
}
