import type { Uid } from '../kernel/ids.ts'
import { unstatedDeploymentsKey } from '../kernel/lineage-key.ts'
import type { LineageChanges } from './cache-ports.ts'
import { Memories } from './memories.ts'
import type { UnstatedDeployments } from './ports.ts'

/** For one list, of a hundred at most. */
const room = { bytesMax: 65_536, bytesOf: (uids: readonly Uid[]) => uids.length * 50 }

/**
 * Looks for unstated deployments once, until there is known to be one more or one less: every walk asks, and the store has to
 * go through all deployments to tell.
 */
export function rememberUnstated(
  read: UnstatedDeployments,
  changes: Pick<LineageChanges, 'known' | 'isUnchanged'>,
): UnstatedDeployments {
  const memories = new Memories<readonly Uid[]>(changes, room)
  const keys = [unstatedDeploymentsKey]
  return async () => {
    const { known, sequence } = await memories.recall(keys)
    const [remembered] = known
    if (remembered !== undefined) return remembered
    const value = await read()
    memories.keep(unstatedDeploymentsKey, { value, keys, sequence })
    return value
  }
}
