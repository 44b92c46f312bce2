import { type ApprovalEvent, activeStates, busyStates, type RequestState } from '../approvals/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import { Fault } from '../kernel/problem.ts'
import { findOldCopies, type OldCopies } from './find.ts'
import { copyOfRequest, isNeeded, type RequestedCopy } from './needed.ts'
import type { ClearingPorts, ClearingTransaction, ServedTarget } from './ports.ts'

/** For one target, whose originals may have to be hashed. */
const patienceMs = 600_000
/** How long nothing begins on a target when whoever clears it dies. */
const leaseMs = 60_000
/** Nothing is taken out of its place later than this after the lease began: what is left of it is for a process that stood still. */
const removingMs = leaseMs / 2
/** At once, so that the lease suffices; the next round takes the others. */
const copiesMax = 50

/**
 * Removes, of every target that versions are copied for, the copies that nobody needs, and what was left half done. One that
 * fails keeps no other from its turn. Throws only what reading the targets throws.
 */
export async function clearCopies(ports: ClearingPorts, { signal, requestId }: CallContext): Promise<void> {
  for (const target of await ports.targets()) {
    if (signal.aborted) return
    const call = { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]), requestId }
    try {
      await clearTarget(ports, target, call)
    } catch (error) {
      if (signal.aborted) return
      const reason = error instanceof Fault ? error.message : error
      const { source, deployment } = target
      ports.log.warn({ source, deployment, err: reason }, 'old copies of a deployment could not be cleared')
    }
  }
}

async function clearTarget(ports: ClearingPorts, target: ServedTarget, call: CallContext): Promise<void> {
  const found = await findOldCopies(ports, target, call)
  if (found === null) return
  const spare = await withOriginals(ports, found.spare.slice(0, copiesMax), call)
  if (spare.length + found.leftovers.length === 0) return
  const since = performance.now()
  const taken = await takeOn(ports, { ...found, spare })
  if (taken === null) return
  const removed: RequestedCopy[] = []
  const leftovers: string[] = []
  try {
    for (const copy of taken) {
      const [still] = await found.tool.spare(target.deployment, [copy.place], call)
      if (performance.now() - since > removingMs) break
      if (still === undefined) continue
      await found.tool.remove(copy.place, call)
      removed.push(copy)
    }
    if (performance.now() - since <= removingMs)
      leftovers.push(...(await found.tool.clearLeftovers(target.deployment, call)))
  } finally {
    await giveBack(ports, { ...found, spare: removed, leftovers })
  }
}

/** Only what could be copied again from where it was copied from: a copy may be all that is left of a version. */
async function withOriginals(
  { originalOf, log }: ClearingPorts,
  copies: readonly RequestedCopy[],
  call: CallContext,
): Promise<readonly RequestedCopy[]> {
  const found: RequestedCopy[] = []
  for (const copy of copies) {
    const { place, version } = copy
    if ((await originalOf(version, call)) === place.digest) found.push(copy)
    else
      log.info(
        { deployment: place.deployment, version: place.version },
        'an old copy stays, as the files that it was made of are not where they were',
      )
  }
  return found
}

/** Keeps changes of the target off while copies go, and says which; null where one is under way, or something was decided since. */
async function takeOn(ports: ClearingPorts, found: OldCopies): Promise<readonly RequestedCopy[] | null> {
  const { alike, generations, spare, leftovers } = found
  return ports.changes.change(systemActor, async (transaction) => {
    const { approvals, clearing } = transaction
    for (const { uid } of alike) {
      const { generation } = await approvals.target(uid)
      if (generation !== generations.get(uid) || (await approvals.isBeingCleared(uid))) return null
    }
    const needed = await neededNow(transaction, alike)
    if (needed === null) return null
    const going = spare.filter((copy) => !isNeeded(copy, needed))
    if (going.length + leftovers.length === 0) return null
    for (const { uid } of alike) await clearing.takeOn(uid, ports.worker, leaseMs)
    approvals.record(clearingEvent('removing', ports, { ...found, spare: going }))
    return going
  })
}

/** Copies of requests that are open in this transaction; null where one is being carried out, or waits for a person half done. */
async function neededNow(
  { approvals }: ClearingTransaction,
  targets: readonly ServedTarget[],
): Promise<readonly RequestedCopy[] | null> {
  const needed: RequestedCopy[] = []
  const busy: readonly RequestState[] = busyStates
  for (const target of targets) {
    const open = await approvals.onTarget(target.uid, activeStates)
    if (open.some(({ state }) => busy.includes(state))) return null
    needed.push(...open.flatMap((request) => copyOfRequest(request, target) ?? []))
  }
  return needed
}

async function giveBack(ports: ClearingPorts, done: OldCopies): Promise<void> {
  const { alike, target, spare, leftovers } = done
  await ports.changes.change(systemActor, async ({ approvals, clearing }) => {
    for (const { uid } of alike) {
      await approvals.target(uid)
      await clearing.giveBack(uid, ports.worker)
    }
    if (spare.length + leftovers.length > 0) approvals.record(clearingEvent('removed', ports, done))
  })
  const versions = spare.map(({ place }) => place.version)
  const { source, deployment } = target
  if (spare.length + leftovers.length > 0)
    ports.log.info({ source, deployment, versions, leftovers: leftovers.length }, 'old copies were removed')
}

function clearingEvent(
  happening: 'removing' | 'removed',
  { keep }: Pick<ClearingPorts, 'keep'>,
  { target, spare, leftovers }: Pick<OldCopies, 'target' | 'spare' | 'leftovers'>,
): ApprovalEvent {
  const { uid, source, deployment } = target
  return {
    type: `gov.copies.${happening}.v1`,
    action: 'copies:clear',
    resource: { type: 'Target', id: uid },
    decision: 'ALLOW',
    details: {
      source,
      deployment,
      copies: spare.map(({ place }) => ({ version: place.version, digest: place.digest })),
      leftovers,
      // Why they may go: none of these needs them.
      keptVersions: keep,
    },
  }
}
