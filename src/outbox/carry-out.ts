import { bringAbout } from './bring-about.ts'
import { effectEvent } from './effect-events.ts'
import { nextWork, takenOn } from './next-work.ts'
import type { EffectClaim, OutboxPorts } from './ports.ts'
import { ClaimLost, callsOf, type Run } from './run.ts'
import type { OutboxTiming } from './timing.ts'
import type { Effect } from './types.ts'
import { undo } from './undo.ts'

/** A plan as it was taken on; its first work has been begun with that. */
export interface TakenPlan {
  readonly claim: EffectClaim
  readonly effects: readonly Effect[]
}

/** When a worker stops. */
export interface Stopping {
  isStopping(): boolean
  /** Waits; false when the worker is to stop. */
  pause(ms: number): Promise<boolean>
}

/**
 * Carries out a plan until it is at its end, waits for another attempt, is another worker's, or the worker stops. Its
 * lease is renewed meanwhile. Throws what the store throws; the plan is then taken up again when its lease has run out.
 */
export async function carryOut<Transaction>(
  ports: OutboxPorts<Transaction>,
  taken: TakenPlan,
  surroundings: Stopping & { readonly timing: OutboxTiming },
): Promise<void> {
  const lost = new AbortController()
  const stopBeating = keepLease(ports, { ...taken, everyMs: surroundings.timing.heartbeatMs, lost })
  const { isStopping } = surroundings
  const run = runOf(ports, taken, { ...surroundings, signal: lost.signal })
  try {
    for (let isFirst = true; ; isFirst = false) {
      const next = nextWork(run.effects())
      if (next === null || !isHeld(run.effects()) || (isStopping() && !isFirst)) break
      if (!isFirst) await run.save({ writes: [takenOn(next)], events: [] })
      await (next.state === 'COMPENSATING' ? undo(run, run.now(next)) : bringAbout(run, run.now(next)))
      if (isStopping()) break
    }
    await ports.store.release(taken.claim)
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error
    ports.log.warn({ request: taken.claim.request }, 'another worker has taken over what was carried out here')
  } finally {
    stopBeating()
  }
}

function isHeld(effects: readonly Effect[]): boolean {
  return effects[0]?.claimedBy !== null
}

function runOf<Transaction>(
  ports: OutboxPorts<Transaction>,
  { claim, effects: first }: TakenPlan,
  { timing, pause, signal }: Stopping & { readonly timing: OutboxTiming; readonly signal: AbortSignal },
): Run<Transaction> {
  let effects = first
  return {
    ...callsOf(ports, signal),
    claim,
    timing,
    pause,
    carriedOut: ports.carriedOut,
    random: ports.random,
    effects: () => effects,
    now: (effect) => effects.find(({ uid }) => uid === effect.uid) ?? effect,
    async save(change) {
      const after = await ports.store.change(claim, change)
      if (after === null) throw new ClaimLost()
      effects = after
    },
    noteOutpaced: (effect) => ports.store.note([effectEvent('outpaced', effect, undefined)]),
    tell({ uid, source, attempts }, err) {
      ports.log.warn({ err, effect: uid, source, attempt: attempts }, 'an attempt at an effect failed')
    },
  }
}

/** Renews the lease until the function it answers is called. A claim that is lost ends the calls that are under way. */
function keepLease<Transaction>(
  { store, scheduler, log }: OutboxPorts<Transaction>,
  { claim, everyMs, lost }: TakenPlan & { readonly everyMs: number; readonly lost: AbortController },
): () => void {
  let cancel: () => void = () => undefined
  let isOver = false
  const renew = async () => {
    try {
      if (!(await store.renew(claim))) lost.abort()
    } catch (err) {
      log.warn({ err, request: claim.request }, 'the lease of what is carried out could not be renewed')
    }
    next()
  }
  const next = () => {
    if (!isOver && !lost.signal.aborted) cancel = scheduler.after(everyMs, () => void renew())
  }
  next()
  return () => {
    isOver = true
    cancel()
  }
}
