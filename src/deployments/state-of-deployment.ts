import type { DeploymentRecord, ServingState } from '../connector/records.ts'
import { stateOfServed } from '../kernel/serving-state.ts'

/** Whether a deployment answers: as soon as one version does; else the most hopeful state of its versions. */
export function stateOfDeployment({ versions }: DeploymentRecord): ServingState {
  return stateOfServed(versions)
}
