import type { CallContext } from '../connector/contract.ts'
import type { Fault } from '../kernel/problem.ts'
import { adoptRecords } from './adopt-records.ts'
import type { ConnectedSource } from './ports.ts'
import type { LivePorts } from './read-live.ts'
import { faultFrom } from './tool-fault.ts'
import type { ObjectQuery } from './types.ts'

/** Puts the mirrored deployments of one source, or of all, right before they are listed. Faults by source. */
export type RefreshDeployments = (
  query: Pick<ObjectQuery, 'source'>,
  call: CallContext,
) => Promise<ReadonlyMap<string, Fault>>

/**
 * Makes the check. It asks every model server for its whole list, once for each request, so that what was put on a server
 * a moment ago is in the next answer: a list of what is live that lacks something is worse than a slow one, and servers
 * hold few models. Deleted ones are left to the check of the rows.
 */
export function createDeploymentRefresh(ports: LivePorts): RefreshDeployments {
  const asked = new WeakMap<CallContext, Map<string, Promise<Fault | null>>>()
  const refreshOnce: RefreshOnce = (source, call) => {
    const ofCall = asked.get(call) ?? new Map<string, Promise<Fault | null>>()
    asked.set(call, ofCall)
    const refresh = ofCall.get(source.id) ?? refreshOne(ports, source, call)
    ofCall.set(source.id, refresh)
    return refresh
  }
  return (query, call) => refreshDeployments(ports, refreshOnce, { query, call })
}

type RefreshOnce = (source: ConnectedSource, call: CallContext) => Promise<Fault | null>

async function refreshDeployments(
  ports: LivePorts,
  refresh: RefreshOnce,
  { query, call }: { readonly query: Pick<ObjectQuery, 'source'>; readonly call: CallContext },
): Promise<ReadonlyMap<string, Fault>> {
  const servers = ports.sources
    .all()
    .filter(({ id }) => query.source === undefined || id === query.source)
    .filter(({ id }) => ports.store.mayAnswer('Deployment', id))
  const faults = new Map<string, Fault>()
  await Promise.all(
    servers.map(async (source) => {
      const fault = await refresh(source, call)
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
    await adoptRecords(ports, { source: source.id, ...read }, call)
    return null
  } catch (error) {
    return faultFrom(error, source.id)
  }
}
