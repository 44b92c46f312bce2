import { fullJitterMs } from '../kernel/full-jitter.ts'
import { causeOf } from './abandon.ts'
import { effectEvent } from './effect-events.ts'
import { judgeUndo } from './judge.ts'
import type { EffectWrite } from './ports.ts'
import { notShown, readBack, targetMoved } from './read-back.ts'
import { failureOf, type Run } from './run.ts'
import type { Effect, EffectError } from './types.ts'

/**
 * One attempt to bring back what a place held before, unless it holds by now what somebody else has put there. What cannot
 * be undone leaves the request to a person, once everything else has been undone. Throws what writing throws.
 */
export async function undo<Transaction>(run: Run<Transaction>, effect: Effect): Promise<void> {
  if (effect.attempts > run.timing.attemptsMax) return leaveIt(run, effect, brokenOff)
  const result = await restore(run, effect)
  if (result === 'STOPPED') return
  if (result === 'RESTORED') return end(run, { uid: effect.uid, state: 'COMPENSATED' }, 'undone')
  const { error, isRetryable } = result
  if (!isRetryable || effect.attempts >= run.timing.attemptsMax) return leaveIt(run, effect, error)
  const waitMs = fullJitterMs(effect.attempts, run.timing.backoff, run.random())
  const write: EffectWrite = { uid: effect.uid, state: 'COMPENSATING', waitMs }
  await run.save({ writes: [write], events: [], isReleased: true })
}

const brokenOff: EffectError = { code: 'INTERNAL_SERVER_ERROR', message: 'Every attempt to undo it broke off.' }

type Restoration = 'RESTORED' | 'STOPPED' | ReturnType<typeof failureOf>

async function restore<Transaction>(run: Run<Transaction>, effect: Effect): Promise<Restoration> {
  try {
    const first = await looked(run, effect)
    if (first !== 'SEND') return first
  } catch (error) {
    return failed(run, effect, error)
  }
  await run.save({
    writes: [{ uid: effect.uid, state: 'COMPENSATING' }],
    events: [effectEvent('undoing', effect, effect.found)],
  })
  try {
    const second = await looked(run, effect)
    if (second !== 'SEND') return second
    await run.put(effect, effect.found ?? null)
    return await shown(run, effect)
  } catch (error) {
    return failed(run, effect, error)
  }
}

function failed<Transaction>({ tell }: Run<Transaction>, effect: Effect, error: unknown): Restoration {
  tell(effect, error)
  return failureOf(error)
}

async function looked<Transaction>(run: Run<Transaction>, effect: Effect): Promise<Restoration | 'SEND'> {
  const judgement = judgeUndo(effect, await run.look(effect))
  if (judgement === 'SEND') return 'SEND'
  return judgement === 'ARRIVED' ? 'RESTORED' : { error: targetMoved, isRetryable: false }
}

async function shown<Transaction>(run: Run<Transaction>, effect: Effect): Promise<Restoration> {
  const { desired, found = null } = effect
  const seen = await readBack(run, effect, { wanted: found, before: desired })
  if (seen.kind === 'SHOWN') return 'RESTORED'
  if (seen.kind === 'STOPPED') return 'STOPPED'
  return seen.kind === 'LATE' ? { error: notShown, isRetryable: true } : { error: targetMoved, isRetryable: false }
}

async function leaveIt<Transaction>(run: Run<Transaction>, effect: Effect, error: EffectError): Promise<void> {
  await end(run, { uid: effect.uid, state: 'COMPENSATION_FAILED', error }, 'undo-failed')
}

/** The end of undoing an effect, and of the plan with the last one. */
async function end<Transaction>(
  run: Run<Transaction>,
  write: EffectWrite,
  verb: 'undone' | 'undo-failed',
): Promise<void> {
  const effects = run.effects()
  const own = effects.find(({ uid }) => uid === write.uid)
  const others = effects.filter(({ uid }) => uid !== write.uid)
  const isLast = !others.some(({ state }) => state === 'COMPENSATING')
  await run.save({
    writes: [write],
    events: own === undefined ? [] : [effectEvent(verb, { ...own, error: write.error ?? own.error }, own.found)],
    ...(isLast ? { settle: (transaction) => settle(run, transaction, [...others, write]) } : {}),
    isReleased: isLast,
  })
}

async function settle<Transaction>(
  { carriedOut, claim, effects }: Run<Transaction>,
  transaction: Transaction,
  ends: readonly Pick<EffectWrite, 'state' | 'error'>[],
): Promise<void> {
  const failed = ends.find(({ state }) => state === 'COMPENSATION_FAILED')
  if (failed === undefined) return carriedOut.undone(transaction, claim, causeOf(effects()))
  return carriedOut.stuck(transaction, claim, failed.error ?? brokenOff)
}
