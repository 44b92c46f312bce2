/** Lets a bounded number of calls in; the others wait in the order they came. */
export interface Semaphore {
  /** Resolves when it is the caller's turn; rejects with the signal's reason when that fires first. */
  acquire(signal: AbortSignal): Promise<() => void>
  readonly waiting: number
  readonly active: number
}

/** A semaphore with `limit` places. Each release callback counts once, however often it is called. */
export function createSemaphore(limit: number): Semaphore {
  const queue = new Set<() => void>()
  let active = 0
  const next = () => {
    for (const enter of queue) {
      if (active >= limit) return
      enter()
    }
  }
  const enter = (): (() => void) => {
    active += 1
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      active -= 1
      next()
    }
  }
  return {
    get waiting() {
      return queue.size
    },
    get active() {
      return active
    },
    acquire(signal) {
      if (signal.aborted) return Promise.reject(signal.reason)
      if (active < limit) return Promise.resolve(enter())
      return new Promise((resolve, reject) => {
        const leaveQueue = () => {
          queue.delete(turn)
          signal.removeEventListener('abort', giveUp)
        }
        const giveUp = () => {
          leaveQueue()
          reject(signal.reason)
        }
        const turn = () => {
          leaveQueue()
          resolve(enter())
        }
        queue.add(turn)
        signal.addEventListener('abort', giveUp, { once: true })
      })
    },
  }
}
