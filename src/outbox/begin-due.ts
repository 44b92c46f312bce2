import type { CallContext } from '../connector/contract.ts'
import { fullJitterMs } from '../kernel/full-jitter.ts'
import type { Uid } from '../kernel/ids.ts'
import type { OutboxPorts } from './ports.ts'
import type { OutboxTiming } from './timing.ts'

/** Has approved requests begin whose time has come. */
export interface Beginner {
  /** Goes through them once. Never rejects: one that cannot begin waits, longer each time. */
  beginDue(call: CallContext): Promise<void>
}

/** Makes the one of a worker. Several workers may try the same request, which is judged again each time. */
export function createBeginner<Transaction>(
  { carriedOut, random, log }: Pick<OutboxPorts<Transaction>, 'carriedOut' | 'random' | 'log'>,
  { backoff }: Pick<OutboxTiming, 'backoff'>,
): Beginner {
  let waiting = new Map<Uid, { readonly failures: number; readonly until: number }>()
  const begins = async (request: Uid, call: CallContext): Promise<boolean> => {
    try {
      return await carriedOut.begin(request, call)
    } catch (err) {
      if (!call.signal.aborted) log.warn({ err, request }, 'an approved request could not begin')
      return false
    }
  }
  const tryOne = async (request: Uid, call: CallContext) => {
    const failures = (waiting.get(request)?.failures ?? 0) + 1
    const hasBegun = await begins(request, call)
    const until = performance.now() + fullJitterMs(failures, backoff, random())
    if (hasBegun) waiting.delete(request)
    else waiting.set(request, { failures, until })
  }
  return {
    async beginDue(call) {
      try {
        const due = await carriedOut.due()
        const isDue = new Set(due)
        waiting = new Map([...waiting].filter(([request]) => isDue.has(request)))
        for (const request of due) {
          if (call.signal.aborted) return
          if ((waiting.get(request)?.until ?? 0) <= performance.now()) await tryOne(request, call)
        }
      } catch (err) {
        log.error({ err }, 'nobody could tell which approved requests are due')
      }
    },
  }
}
