/**
 * Lets a bounded number of calls in; the others wait in lanes that take turns, each lane in the order its calls came.
 * The lane '' is for calls of nobody in particular; its own number is not bounded.
 */
export interface Semaphore {
  /**
   * Resolves when it is the caller's turn; rejects with the signal's reason when that fires first. However many wait in
   * one lane, the first of another waits for no more than one of them to go in before it.
   */
  acquire(signal: AbortSignal, lane: string): Promise<() => void>
  readonly waiting: number
  readonly active: number
}

/** A semaphore with `limit` places, `perLane` of them for one lane. Each release callback counts once, however often it is called. */
export function createSemaphore(limit: number, perLane = limit): Semaphore {
  const inside = new Map<string, number>()
  let active = 0
  const hasRoom = (lane: string) => lane === '' || (inside.get(lane) ?? 0) < perLane
  const queue = createLanes(hasRoom)
  // One place given back lets one in at most: whoever else waits has been waiting for another place.
  const next = () => {
    if (active < limit) queue.take()?.()
  }
  const count = (lane: string, by: 1 | -1) => {
    active += by
    const own = (inside.get(lane) ?? 0) + by
    if (own === 0) inside.delete(lane)
    else inside.set(lane, own)
  }
  const enter = (lane: string): (() => void) => {
    count(lane, 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      count(lane, -1)
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
    acquire(signal, lane) {
      if (signal.aborted) return Promise.reject(signal.reason)
      if (active < limit && hasRoom(lane)) return Promise.resolve(enter(lane))
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          leaveQueue()
          reject(signal.reason)
        }
        const leaveQueue = queue.add(lane, () => {
          signal.removeEventListener('abort', giveUp)
          resolve(enter(lane))
        })
        signal.addEventListener('abort', giveUp, { once: true })
      })
    },
  }
}

interface Lanes {
  readonly size: number
  /** Answers how to leave the queue before one's turn. */
  add(lane: string, turn: () => void): () => void
  /** The next turn: the first of the lane with room that has waited longest since it had one. Null when there is none. */
  take(): (() => void) | null
}

function createLanes(hasRoom: (lane: string) => boolean): Lanes {
  // Both keep the order in which they were filled.
  const lanes = new Map<string, Set<() => void>>()
  const remove = (lane: string, turn: () => void) => {
    const turns = lanes.get(lane)
    turns?.delete(turn)
    if (turns?.size === 0) lanes.delete(lane)
  }
  return {
    get size() {
      return [...lanes.values()].reduce((sum, turns) => sum + turns.size, 0)
    },
    add(lane, turn) {
      const turns = lanes.get(lane) ?? new Set()
      turns.add(turn)
      lanes.set(lane, turns)
      return () => remove(lane, turn)
    },
    take() {
      for (const [lane, turns] of lanes) {
        const [turn] = hasRoom(lane) ? turns : []
        if (turn === undefined) continue
        turns.delete(turn)
        lanes.delete(lane)
        if (turns.size > 0) lanes.set(lane, turns)
        return turn
      }
      return null
    },
  }
}
