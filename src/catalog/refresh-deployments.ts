import type { CallContext } from '../connector/contract.ts'
import type { Fault } from '../kernel/problem.ts'
import { adoptRecords } from './adopt-records.ts'
import type { ConnectedSource } from './ports.ts'
import type { LivePorts } from './read-live.ts'
import { faultFrom } from './tool-fault.ts'
import type { ObjectQuery } from './types.ts'

/**
 * Asks every model server for its whole list, so that what was put on a server a moment ago is in the next answer: a list
 * of what is live that lacks something is worse than a slow one, and servers hold few models. Deleted ones are
 * left to the check of the rows. Faults by source.
 */
export async function refreshDeployments(
  ports: LivePorts,
  query: Pick<ObjectQuery, 'source'>,
  call: CallContext,
): Promise<ReadonlyMap<string, Fault>> {
  const servers = ports.sources.all().filter(({ id }) => query.source === undefined || id === query.source)
  const faults = new Map<string, Fault>()
  await Promise.all(
    servers.map(async (source) => {
      const fault = await refreshOne(ports, source, call)
      if (fault !== null) faults.set(source.id, fault)
    }),
  )
  return faults
}

async function refreshOne(ports: LivePorts, source: ConnectedSource, call: CallContext): Promise<Fault | null> {
  const { deploymentSystem } = source.connector
  if (deploymentSystem === undefined) return null
  try {
    const observedAt = ports.clock.now()
    const read = { records: await deploymentSystem.list(call), observedAt }
    ports.reads.remember('Deployment', source.id, read, call)
    await adoptRecords(ports.store, { source: source.id, ...read })
    return null
  } catch (error) {
    return faultFrom(error, source.id)
  }
}
