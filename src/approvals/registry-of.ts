import type { ApprovalTarget } from './types.ts'

/** Id of the source that registers the model of a target. */
export function registryOf(target: ApprovalTarget): string {
  return target.kind === 'DEPLOYMENT' ? target.registry : target.source
}
