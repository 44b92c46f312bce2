import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { adoptionOf } from './adoption.ts'
import { settleEndpoints } from './endpoints.ts'
import { revertible } from './judge.ts'
import { settleLapsed } from './lapsed.ts'
import { lookAtTarget } from './look.ts'
import type { DriftPorts, WatchedTarget } from './ports.ts'
import { revertViolation } from './revert.ts'
import type { Settled } from './settle-look.ts'
import type { Violation } from './types.ts'
import { settleUnratified } from './unratified.ts'

/** Targets that are looked at at once. */
const atOnce = 4
/** For one target, whose files may have to be hashed. */
const patienceMs = 120_000
/** After a revert was refused, until it is tried again: what is missing may have come. */
const retryMs = 600_000
/** Whoever writes settings by hand has them loaded next, and putting them back between the two would meet that load half way. */
const editingMs = 15_000

/**
 * Looks at every target once, and puts back what was approved where its policy says so. One that fails keeps no other from
 * its turn. Throws only what reading the targets throws.
 */
export async function reconcile(ports: DriftPorts, call: CallContext): Promise<void> {
  const targets = await ports.tools.targets()
  await reconcileRecords(ports, targets, call)
  const left = [...targets]
  const worker = async () => {
    for (let target = left.shift(); target !== undefined; target = left.shift()) {
      if (call.signal.aborted) return
      await reconcileOne(ports, target, call)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  for (const server of await ports.tools.servers())
    if (!call.signal.aborted) await reconcileServer(ports, { server, targets }, call)
}

/** What is wrong by what the gateway itself has on record, whatever its tools say. */
async function reconcileRecords(
  ports: DriftPorts,
  targets: readonly WatchedTarget[],
  { signal }: CallContext,
): Promise<void> {
  try {
    const opened = [...(await settleUnratified(ports, targets))]
    for (const target of targets) if (!signal.aborted) opened.push(...(await settleLapsed(ports, target)))
    for (const { uid, kind, severity, targetRef, environment } of opened)
      ports.log.warn(
        { violation: uid, kind, severity, target: targetRef, environment },
        'what was promised was not done',
      )
  } catch (err) {
    if (signal.aborted) return
    ports.log.warn({ err: err instanceof Fault ? err.message : err }, 'what was promised could not be looked at')
  }
}

async function reconcileServer(
  ports: DriftPorts,
  watched: Parameters<typeof settleEndpoints>[1],
  { signal, requestId }: CallContext,
): Promise<void> {
  const call = { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]), requestId }
  try {
    for (const { uid, kind, severity, targetRef, environment } of await settleEndpoints(ports, watched, call))
      ports.log.warn(
        { violation: uid, kind, severity, endpoint: targetRef, environment },
        'nobody approved what answers there',
      )
  } catch (err) {
    if (signal.aborted) return
    const reason = err instanceof Fault ? err.message : err
    ports.log.warn({ source: watched.server.source, err: reason }, 'a server could not be looked at')
  }
}

async function reconcileOne(
  ports: DriftPorts,
  target: WatchedTarget,
  { signal, requestId }: CallContext,
): Promise<void> {
  const call = { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]), requestId }
  try {
    const settled = await lookAtTarget(ports, target, call)
    if (settled === null) return
    tell(ports, target, settled)
    if (await isToRevert(ports, target, settled)) await putBackNow(ports, settled.violation, call)
  } catch (err) {
    if (signal.aborted) return
    const reason = err instanceof Fault ? err.message : err
    ports.log.warn(
      { target: target.nativeRef, environment: target.environment, err: reason },
      'a target could not be looked at',
    )
  }
}

function tell({ log }: DriftPorts, { nativeRef, environment, onDrift }: WatchedTarget, { opened }: Settled): void {
  for (const { uid, kind, severity } of opened) {
    const facts = { violation: uid, kind, severity, target: nativeRef, environment }
    if (onDrift === 'DETECT') log.info(facts, 'a target is not as it was approved')
    else log.warn(facts, 'a target is not as it was approved')
  }
}

async function isToRevert(
  { approvals }: DriftPorts,
  { uid, onDrift }: WatchedTarget,
  { violation, watch, isApproved }: Settled,
): Promise<boolean> {
  if (onDrift !== 'REVERT' || violation?.state !== 'OPEN' || watch.state !== 'DRIFTED') return false
  if (!isApproved || !revertible.has(violation.kind)) return false
  return !isTooSoon(violation, approvals.clock.now()) && (await adoptionOf(approvals, uid)) === null
}

function isTooSoon({ kind, cause, triedAt, firstSeenAt }: Violation, now: number): boolean {
  if (kind === 'SETTINGS_CHANGED' && now - firstSeenAt < editingMs) return true
  return cause !== null && now - (triedAt ?? 0) < retryMs
}

async function putBackNow(ports: DriftPorts, violation: Violation | null, call: CallContext): Promise<void> {
  if (violation === null) return
  const { approvals, self: caller, log } = ports
  const reason = 'The target was moved past the gateway.'
  const done = await revertViolation(ports, violation.uid, { approvals, caller, reason, isAutomatic: true, call })
  const facts = { violation: violation.uid, target: violation.targetRef }
  if (done.ok) log.info({ ...facts, request: done.value.request }, 'what was approved is being put back')
  else log.warn({ ...facts, code: done.problem.code }, 'what was approved is not put back')
}
