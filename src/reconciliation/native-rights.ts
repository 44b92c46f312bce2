import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import { Fault } from '../kernel/problem.ts'
import { close } from './open-close.ts'
import type { DriftPorts, GuardedModels, NativeRightsTold } from './ports.ts'
import { settleHolder } from './settle-native.ts'
import { openStates, type Violation } from './types.ts'
import { modelsOf, type RightHolder } from './wider-right.ts'

type NativePorts = Pick<DriftPorts, 'changes' | 'reads' | 'native' | 'log'>

/** For one tool, which old releases are asked account by account. */
const patienceMs = 300_000

/** More than that nobody leaves open. */
const openMax = 1_000

/**
 * Asks every tool that holds models of protected environments for the rights that it gives by itself, opens a violation for
 * each holder of rights that are wider than the policy, and ends it once they are not. A tool that does not answer, or not
 * of a holder, leaves theirs as they were. Throws only what reading the targets and violations throws. Safe on several
 * gateways at once.
 */
export async function reconcileNativeRights(ports: NativePorts, call: CallContext): Promise<void> {
  const guarded = await ports.native.guarded()
  await closeUnguarded(ports, guarded)
  for (const [source, places] of Map.groupBy(guarded, (each) => each.source))
    if (!call.signal.aborted) await reconcileSource(ports, { source, places }, call)
}

async function reconcileSource(
  ports: NativePorts,
  { source, places }: { readonly source: string; readonly places: readonly GuardedModels[] },
  { signal, requestId }: CallContext,
): Promise<void> {
  const call = { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]), requestId }
  try {
    const told = await ports.native.told(source, call)
    if (told === null) return
    for (const place of places) {
      const opened = signal.aborted ? [] : await settlePlace(ports, place, told)
      for (const violation of opened) tell(ports, violation)
    }
  } catch (err) {
    if (signal.aborted) return
    const reason = err instanceof Fault ? err.message : err
    ports.log.warn({ source, err: reason }, 'the rights that a tool gives by itself could not be looked at')
  }
}

function tell({ log }: NativePorts, { uid, kind, severity, environment, source, native }: Violation): void {
  const models = native === undefined ? 0 : modelsOf(native).length
  const facts = { violation: uid, kind, severity, environment, source, holder: native?.holder, models }
  log.warn(facts, 'a tool gives more than the policy by itself')
}

async function settlePlace(
  { changes, reads }: Pick<NativePorts, 'changes' | 'reads'>,
  place: GuardedModels,
  told: NativeRightsTold,
): Promise<readonly Violation[]> {
  const wider = await told.widerOn(place.models)
  const keys = new Map(wider.map((right) => [nativeKey(place, right.holder), right]))
  const open = await openAt({ reads }, place)
  const over = open.filter(({ key, native }) => !keys.has(key) && native !== undefined && told.tellsOf(native.holder))
  if (keys.size === 0 && over.length === 0) return []
  return changes.change(systemActor, async (transaction) => {
    await transaction.drift.lockNativeRights(place.source)
    for (const { key, uid } of over) {
      const current = await transaction.drift.open(key)
      if (current?.uid === uid) await close(transaction, current, 'RESOLVED', 'BACK_IN_ORDER')
    }
    const opened: Violation[] = []
    for (const [key, right] of keys) {
      const found = await settleHolder(transaction, place, { key, right })
      if (found !== null) opened.push(found)
    }
    return opened
  })
}

/** Key of the violation of what a holder has on the models of an environment. */
function nativeKey(
  { source, environment }: Pick<GuardedModels, 'source' | 'environment'>,
  { kind, name, workspace }: RightHolder,
): string {
  return `${source} native ${JSON.stringify([environment, kind, workspace, name])}`
}

async function openAt(
  { reads }: Pick<NativePorts, 'reads'>,
  place?: Pick<GuardedModels, 'source' | 'environment'>,
): Promise<readonly Violation[]> {
  const filter = { kinds: ['NATIVE_RIGHT_WIDER'], states: openStates } as const
  const wanted = place === undefined ? filter : { ...filter, environment: place.environment }
  const { items } = await reads.list(wanted, { first: openMax, after: null })
  return items.filter(({ source }) => place === undefined || source === place.source)
}

/** Of an environment that is protected no more, or stands for no model of a source, nobody looks at rights. */
async function closeUnguarded({ changes, reads }: NativePorts, guarded: readonly GuardedModels[]): Promise<void> {
  const open = await openAt({ reads })
  const left = open.filter(
    (violation) =>
      !guarded.some(({ source, environment }) => source === violation.source && environment === violation.environment),
  )
  if (left.length === 0) return
  await changes.change(systemActor, async (transaction) => {
    for (const { uid } of left) {
      const current = await transaction.drift.violation(uid)
      if (current !== null && current.endedAt === null)
        await close(transaction, current, 'RESOLVED', 'NO_LONGER_PROTECTED')
    }
  })
}
