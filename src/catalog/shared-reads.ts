import type { CallContext } from '../connector/contract.ts'
import type { Fault } from '../kernel/problem.ts'
import { deadlineFault, faultFrom } from './tool-fault.ts'

/** What a tool said of one key; `record` null when it holds none. */
export interface Read<Item> {
  readonly record: Item | null
  /** When the tool was asked. */
  readonly observedAt: number
}

/** What became of one key of a batch. */
export type Answer<Item> = Read<Item> | Fault

/** Reads several keys at once, in their order. */
export type Load<Item> = (keys: readonly string[], call: CallContext) => Promise<readonly Read<Item>[]>

/**
 * Shares tool calls: within one request (one `CallContext` object) a key is read once, and requests that want a key
 * that is being read wait for the same call. Nothing outlives the call and the request, so nothing can be stale.
 */
export interface SharedReads<Item> {
  /** In the order of the keys. Never rejects: a failed key carries its fault. */
  readMany(
    request: { readonly source: string; readonly keys: readonly string[]; readonly call: CallContext },
    load: Load<Item>,
  ): Promise<readonly Answer<Item>[]>
  /** Tells the request what another read of it has just seen. */
  remember(key: string, read: Read<Item>, call: CallContext): void
}

/** A call under way, and who waits for it. */
interface Flight<Item> {
  readonly answers: Promise<ReadonlyMap<string, Answer<Item>>>
  join(signal: AbortSignal): void
}

/** Makes the shared reads of one kind of object. */
export function createSharedReads<Item>(): SharedReads<Item> {
  const inFlight = new Map<string, Flight<Item>>()
  const memos = new WeakMap<CallContext, Map<string, Promise<Answer<Item>>>>()

  const memoOf = (call: CallContext) => {
    const memo = memos.get(call) ?? new Map<string, Promise<Answer<Item>>>()
    memos.set(call, memo)
    return memo
  }

  const launch = (
    request: { readonly source: string; readonly keys: readonly string[]; readonly requestId: string },
    load: Load<Item>,
  ) => {
    const controller = new AbortController()
    const landed = Promise.withResolvers<void>()
    let waiters = 0
    const forget = () => {
      for (const key of request.keys) if (inFlight.get(key) === flight) inFlight.delete(key)
    }
    const leave = () => {
      waiters -= 1
      if (waiters > 0) return
      // Forgotten at once, so that nobody joins a call that is being given up.
      forget()
      controller.abort()
    }
    const flight: Flight<Item> = {
      answers: settle(request, load, controller.signal).finally(() => {
        forget()
        landed.resolve()
      }),
      join(signal) {
        waiters += 1
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        void landed.promise.then(() => signal.removeEventListener('abort', leave))
      },
    }
    for (const key of request.keys) inFlight.set(key, flight)
    return flight
  }

  return {
    async readMany({ source, keys, call }, load) {
      const memo = memoOf(call)
      const wanted = [...new Set(keys)].filter((key) => !memo.has(key))
      const missing = wanted.filter((key) => !inFlight.has(key))
      if (missing.length > 0) launch({ source, keys: missing, requestId: call.requestId }, load)
      const joined = new Set<Flight<Item>>()
      for (const key of wanted) {
        const flight = inFlight.get(key)
        if (flight === undefined) continue
        joined.add(flight)
        memo.set(key, answerOf(flight, key, source))
      }
      for (const flight of joined) flight.join(call.signal)
      return untilAborted(
        Promise.all(keys.map(async (key) => memo.get(key) ?? deadlineFault(source))),
        call.signal,
        () => keys.map(() => deadlineFault(source)),
      )
    },
    remember(key, read, call) {
      memoOf(call).set(key, Promise.resolve(read))
    },
  }
}

async function answerOf<Item>(flight: Flight<Item>, key: string, source: string): Promise<Answer<Item>> {
  return (await flight.answers).get(key) ?? faultFrom(new Error('answered fewer keys than asked'), source)
}

async function settle<Item>(
  request: { readonly source: string; readonly keys: readonly string[]; readonly requestId: string },
  load: Load<Item>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Answer<Item>>> {
  try {
    const reads = await load(request.keys, { signal, requestId: request.requestId })
    return new Map(
      request.keys.map((key, index) => [
        key,
        reads[index] ?? faultFrom(new Error('answered fewer keys than asked'), request.source),
      ]),
    )
  } catch (error) {
    const fault = signal.aborted ? deadlineFault(request.source) : faultFrom(error, request.source)
    return new Map(request.keys.map((key) => [key, fault]))
  }
}

/** The work's result, or `otherwise()` as soon as the signal fires. */
async function untilAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  otherwise: () => Result,
): Promise<Result> {
  const given = Promise.withResolvers<Result>()
  const giveUp = () => given.resolve(otherwise())
  if (signal.aborted) giveUp()
  else signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([work, given.promise])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
