/** Lets one piece of work in at a time, in the order of arrival. */
export interface Turn {
  /** Resolves when it is the caller's turn; the answer ends it. */
  take(): Promise<() => void>
}

/** A turn that nobody has. */
export function createTurn(): Turn {
  let last: Promise<void> = Promise.resolve()
  return {
    async take() {
      const before = last
      const { promise, resolve } = Promise.withResolvers<void>()
      last = promise
      await before
      return resolve
    },
  }
}
