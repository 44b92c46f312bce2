import { fullJitterMs } from '../kernel/full-jitter.ts'
import { abandon, isUnsent, leave } from './abandon.ts'
import { effectEvent } from './effect-events.ts'
import { judge } from './judge.ts'
import { isAhead } from './next-work.ts'
import type { EffectWrite } from './ports.ts'
import { notShown, readBack, targetMoved } from './read-back.ts'
import { ClaimLost, failureOf, type Run } from './run.ts'
import type { Effect, EffectError } from './types.ts'

/**
 * One attempt at an effect, up to an end or to a wait for the next one. Whatever it does is written before, and what came
 * of it after: whoever takes over finds how far it has come. Throws {@link ClaimLost}, or what the store throws.
 */
export async function bringAbout<Transaction>(run: Run<Transaction>, effect: Effect): Promise<void> {
  const attempt: Attempt = { before: effect, isOut: false, isAnswered: false }
  if (effect.attempts > run.timing.attemptsMax) return giveUp(run, attempt, exhausted)
  try {
    await tryOnce(run, attempt)
  } catch (error) {
    const isOutpaced = error instanceof ClaimLost && attempt.isOut && !attempt.isAnswered
    if (isOutpaced) await run.noteOutpaced(effect)
    throw error
  }
}

async function tryOnce<Transaction>(run: Run<Transaction>, attempt: Attempt): Promise<void> {
  const { before } = attempt
  try {
    if (before.state === 'APPLIED') return await awaitShown(run, before)
    await act(run, attempt, await lookAt(run, before))
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error
    await fail(run, attempt, error)
  }
}

interface Attempt {
  /** The effect as the attempt found it. */
  readonly before: Effect
  /** Whether a call that changes something has gone out in this attempt. */
  isOut: boolean
  /** Whether it is written that the tool took it. */
  isAnswered: boolean
}

/** How far an attempt came that failed. */
interface Tried extends Readonly<Pick<Attempt, 'before' | 'isOut'>> {
  /** Whether the tool said no, so that nothing came of it. */
  readonly isRefused?: boolean
}

/** Every attempt ended without a word: whoever made them died of it. */
const exhausted: EffectError = { code: 'INTERNAL_SERVER_ERROR', message: 'Every attempt broke off.' }

/** What the tool made of a call, apart from what the store makes of a write. */
class ToolFailure extends Error {
  override readonly name = 'ToolFailure'
  readonly isRefusal: boolean

  constructor(cause: unknown, isRefusal = false) {
    super('A tool failed', { cause })
    this.isRefusal = isRefusal
  }
}

async function lookAt<Transaction>(run: Run<Transaction>, effect: Effect): Promise<string | null> {
  try {
    return await run.look(effect)
  } catch (error) {
    throw new ToolFailure(error)
  }
}

async function act<Transaction>(run: Run<Transaction>, attempt: Attempt, held: string | null): Promise<void> {
  const { before } = attempt
  const { uid } = before
  switch (judge(before, held)) {
    case 'SKIP':
      return finish(run, { uid, state: 'SKIPPED', sent: null, found: held, error: null })
    case 'ARRIVED':
      await run.save({ writes: [{ uid, state: 'APPLIED' }], events: [] })
      return awaitShown(run, run.now(before))
    case 'MOVED':
      return moved(run, before, held)
    case 'SEND':
      return send(run, attempt, held)
  }
}

/**
 * Sends, with what was found before written first. Between the look and the call a tool without a compare-and-set can be
 * raced, so one more look comes right before the call: what is left of the race is one round trip.
 */
async function send<Transaction>(run: Run<Transaction>, attempt: Attempt, held: string | null): Promise<void> {
  const { before } = attempt
  const mark: EffectWrite = { uid: before.uid, state: 'SENT', sent: 'NOW', found: held, error: null }
  await run.save({ writes: [mark], events: [effectEvent('sent', before, held)] })
  const again = await lookAt(run, before)
  if (again !== held) return act(run, attempt, again)
  attempt.isOut = true
  try {
    await run.put(before, before.desired)
  } catch (error) {
    throw new ToolFailure(error, !failureOf(error).isRetryable)
  }
  await run.save({ writes: [{ uid: before.uid, state: 'APPLIED' }], events: [] })
  attempt.isAnswered = true
  await awaitShown(run, run.now(before))
}

async function awaitShown<Transaction>(run: Run<Transaction>, effect: Effect): Promise<void> {
  const wanted = { wanted: effect.desired, before: effect.found }
  const shown = await readBack(run, effect, wanted).catch((error: unknown) => {
    throw new ToolFailure(error)
  })
  if (shown.kind === 'SHOWN') return finish(run, { uid: effect.uid, state: 'VERIFIED', error: null })
  if (shown.kind === 'MOVED') return moved(run, effect, shown.held)
  if (shown.kind === 'LATE') return retryOrGiveUp(run, { before: effect, isOut: true }, notShown)
}

/** The end of an effect as it was wanted, and of the plan with the last one. */
async function finish<Transaction>(run: Run<Transaction>, write: EffectWrite): Promise<void> {
  const effects = run.effects()
  const own = effects.find(({ uid }) => uid === write.uid)
  const isLast = effects.every((each) => each.uid === write.uid || !isAhead(each))
  const verb = write.state === 'SKIPPED' ? 'skipped' : 'verified'
  await run.save({
    writes: [write],
    events: own === undefined ? [] : [effectEvent(verb, own, own.found)],
    ...(isLast ? { settle: (transaction) => run.carriedOut.completed(transaction, run.claim) } : {}),
    isReleased: isLast,
  })
}

/** Somebody else has changed the place. It is never overwritten: before anything was sent the request goes back, after that a person decides. */
async function moved<Transaction>(run: Run<Transaction>, effect: Effect, held: string | null): Promise<void> {
  const effects = run.effects().map((each) => (each.uid === effect.uid ? effect : each))
  const events = [effectEvent('moved', { ...effect, error: targetMoved }, held)]
  const { carriedOut, claim } = run
  if (isUnsent(effects)) {
    const own: EffectWrite = { uid: effect.uid, state: 'CANCELLED', sent: null, error: targetMoved }
    const settle = (transaction: Transaction) => carriedOut.movedUnsent(transaction, claim, targetMoved)
    return run.save({ writes: leave(effects, own), events, settle, isReleased: true })
  }
  const own: EffectWrite = { uid: effect.uid, state: 'FAILED', error: targetMoved }
  const settle = (transaction: Transaction) => carriedOut.stuck(transaction, claim, targetMoved)
  await run.save({ writes: leave(effects, own), events, settle, isReleased: true })
}

async function fail<Transaction>(
  run: Run<Transaction>,
  attempt: Attempt,
  { cause, isRefusal }: ToolFailure,
): Promise<void> {
  run.tell(attempt.before, cause)
  const { error, isRetryable } = failureOf(cause)
  if (isRetryable) return retryOrGiveUp(run, attempt, error)
  return giveUp(run, isRefusal ? { ...attempt, isRefused: true } : attempt, error)
}

async function retryOrGiveUp<Transaction>(run: Run<Transaction>, attempt: Tried, error: EffectError): Promise<void> {
  const { before, isOut } = attempt
  const { attemptsMax, backoff } = run.timing
  if (before.attempts >= attemptsMax) return giveUp(run, attempt, error)
  const waitMs = fullJitterMs(before.attempts, backoff, run.random())
  const write: EffectWrite = { uid: before.uid, state: 'RETRY_WAIT', error, waitMs, ...unmarked(before, isOut) }
  await run.save({ writes: [write], events: [], isReleased: true })
}

/** An effect that was only about to be sent was not. */
function unmarked({ sentAt }: Effect, isOut: boolean): Pick<EffectWrite, 'sent'> {
  return sentAt === null && !isOut ? { sent: null } : {}
}

async function giveUp<Transaction>(
  run: Run<Transaction>,
  { before, isOut, isRefused = false }: Tried,
  error: EffectError,
): Promise<void> {
  const isUnknown = !isRefused && (before.sentAt !== null || isOut)
  const writes = abandon(run.effects(), { effect: before, error, isUnknown }).map((write) =>
    write.uid === before.uid ? { ...write, ...unmarked(before, isOut) } : write,
  )
  const isOver = !writes.some(({ state }) => state === 'COMPENSATING')
  const { carriedOut, claim } = run
  await run.save({
    writes,
    events: [effectEvent('failed', { ...before, error }, before.found)],
    async settle(transaction) {
      await carriedOut.compensating(transaction, claim, error)
      if (isOver) await carriedOut.undone(transaction, claim, error)
    },
    isReleased: isOver,
  })
}
