import type { SourceView } from '../catalog/api.ts'
import type { Capability } from '../connector/contract.ts'
import type { GraphContext } from './context.ts'
import type { SourceRef } from './views.ts'

/**
 * A resolver of one fact of a source. `missing` stands for a source that a target names and that is not configured.
 */
export function sourceFact<Value>(part: (source: SourceView) => Value, missing: Value) {
  return async ({ sourceId }: SourceRef, _args: unknown, { loaders }: GraphContext): Promise<Value> => {
    const source = (await loaders.sources()).get(sourceId)
    return source === undefined ? missing : part(source)
  }
}

const capabilities: Readonly<Record<Capability, true>> = {
  MODEL_REGISTRY: true,
  EXPERIMENT_TRACKER: true,
  DATASET_CATALOGUE: true,
  ARTIFACT_STORE: true,
  DEPLOYMENT_SYSTEM: true,
  MONITOR: true,
}

/** Whether the schema has this capability. */
export function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name)
}
