import type { DeploymentRecord, ServingState } from '../connector/records.ts'

/** Whether a deployment answers: as soon as one version does; else the most hopeful state of its versions. */
export function stateOfDeployment({ versions }: DeploymentRecord): ServingState {
  const states = new Set(versions.map(({ state }) => state))
  const inOrder = ['READY', 'LOADING', 'UNKNOWN', 'UNAVAILABLE'] as const
  return inOrder.find((state) => states.has(state)) ?? 'UNKNOWN'
}
