import type { CallContext, Capability, Connector, RunKey } from '../connector/contract.ts'
import type {
  DeploymentRecord,
  ExperimentRecord,
  LoggedModelRecord,
  ModelRecord,
  ModelVersionRecord,
  RunRecord,
} from '../connector/records.ts'
import type { MirroredKind } from './types.ts'

/** Record of each kind that tools are asked for by name. */
export interface RecordOf {
  Model: ModelRecord
  ModelVersion: ModelVersionRecord
  Experiment: ExperimentRecord
  Run: RunRecord
  LoggedModel: LoggedModelRecord
  Deployment: DeploymentRecord
}

/** One of the kinds in {@link RecordOf}. */
export type LiveKind = keyof RecordOf

/** Names an object within a source; the experiment narrows the search for a run. */
export type ToolKey = RunKey

type BatchRead<Kind extends LiveKind> = (
  connector: Connector,
  keys: readonly ToolKey[],
  call: CallContext,
) => Promise<readonly (RecordOf[Kind] | null)[]> | undefined

/** How each kind is read from a connector, many at once; undefined when it lacks the capability. */
export const batchReads: { readonly [Kind in LiveKind]: BatchRead<Kind> } = {
  Model: (connector, keys, call) => connector.modelRegistry?.models(keys, call),
  ModelVersion: (connector, keys, call) => connector.modelRegistry?.versions(keys, call),
  Experiment: (connector, keys, call) => connector.experimentTracker?.experiments(keys, call),
  Run: (connector, keys, call) => connector.experimentTracker?.runs(keys, call),
  LoggedModel: (connector, keys, call) => connector.experimentTracker?.loggedModels(keys, call),
  Deployment: (connector, keys, call) => connector.deploymentSystem?.deployments(keys, call),
}

/** The capability that answers for each kind. */
export const capabilityOf: { readonly [Kind in LiveKind]: Capability } = {
  Model: 'MODEL_REGISTRY',
  ModelVersion: 'MODEL_REGISTRY',
  Experiment: 'EXPERIMENT_TRACKER',
  Run: 'EXPERIMENT_TRACKER',
  LoggedModel: 'EXPERIMENT_TRACKER',
  Deployment: 'DEPLOYMENT_SYSTEM',
}

/** Whether tools are asked for objects of this kind by name; datasets exist only as what runs report. */
export function isLiveKind(kind: MirroredKind): kind is LiveKind {
  return kind in batchReads
}

/** Whether the tool has put the object into its bin: for everybody but the tool it is gone. */
export function isBinned(record: RecordOf[LiveKind]): boolean {
  return 'lifecycle' in record && record.lifecycle === 'DELETED'
}
