import { createBeginner } from './begin-due.ts'
import { carryOut, type TakenPlan } from './carry-out.ts'
import { takeNext } from './next-work.ts'
import type { OutboxPorts } from './ports.ts'
import { type OutboxTiming, outboxTiming } from './timing.ts'

/** Carries out what was approved, whoever else does the same on the same store. */
export interface Outbox {
  start(): void
  /** Ends after the call that is under way; what is left is taken up by whoever is there. */
  stop(): Promise<void>
  /** Has it look at once: something may be due. Without it, it looks by itself within two seconds. */
  ring(): void
}

/** Makes the outbox of one process. `timing` is for tests. */
export function createOutbox<Transaction>(
  ports: OutboxPorts<Transaction>,
  timing: OutboxTiming = outboxTiming,
): Outbox {
  const stopping = new AbortController()
  const { signal } = stopping
  const beginner = createBeginner(ports, timing)
  const running = new Set<Promise<void>>()
  const surroundings = { timing, isStopping: () => signal.aborted, pause: pausing(ports, signal) }
  const track = (plan: TakenPlan) => {
    const one = carryOut(ports, plan, surroundings)
      .catch((err: unknown) =>
        ports.log.error({ err, request: plan.claim.request }, 'carrying out a request broke off; it is taken up again'),
      )
      .finally(() => {
        running.delete(one)
        claiming.ring()
      })
    running.add(one)
  }
  const claiming = createLane(async () => {
    while (!signal.aborted && running.size < timing.plansMax) {
      const taken = await ports.store.claim(ports.worker, takeNext)
      if (taken === null) return
      track(taken)
    }
  }, signal)
  const beginning = createLane(async () => {
    await beginner.beginDue({ signal, requestId: 'outbox' })
    claiming.ring()
  }, signal)
  const ring = () => beginning.ring()
  let cancel: () => void = () => undefined
  const poll = () => {
    if (signal.aborted) return
    ring()
    claiming.ring()
    cancel = ports.scheduler.after(timing.pollMs, poll)
  }
  const logged = (err: unknown) => ports.log.error({ err }, 'the outbox could not look for what is due')
  claiming.onFailure(logged)
  beginning.onFailure(logged)
  return {
    start: poll,
    ring,
    async stop() {
      stopping.abort()
      cancel()
      await Promise.all([beginning.settled(), claiming.settled()])
      await Promise.all(running)
    },
  }
}

/** Work that is done once at a time, and once more when it was asked for meanwhile. */
interface Lane {
  ring(): void
  onFailure(tell: (error: unknown) => void): void
  settled(): Promise<void>
}

function createLane(work: () => Promise<void>, signal: AbortSignal): Lane {
  let current: Promise<void> | null = null
  let isWanted = false
  let tell: (error: unknown) => void = () => undefined
  const round = async () => {
    while (isWanted && !signal.aborted) {
      isWanted = false
      try {
        await work()
      } catch (error) {
        tell(error)
      }
    }
    current = null
  }
  return {
    ring() {
      isWanted = true
      current ??= round()
    },
    onFailure(listener) {
      tell = listener
    },
    settled: async () => current ?? undefined,
  }
}

function pausing({ scheduler }: Pick<OutboxPorts<never>, 'scheduler'>, signal: AbortSignal) {
  return (ms: number) =>
    new Promise<boolean>((resolve) => {
      if (signal.aborted) return resolve(false)
      const cancel = scheduler.after(ms, () => {
        signal.removeEventListener('abort', giveUp)
        resolve(true)
      })
      const giveUp = () => {
        cancel()
        resolve(false)
      }
      signal.addEventListener('abort', giveUp, { once: true })
    })
}
