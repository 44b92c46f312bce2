/** Runs work later; injected so that tests decide when "later" is. */
export interface Scheduler {
  /** Runs `work` once after `ms`; the function it returns takes that back. Does not keep the process alive. */
  after(ms: number, work: () => void): () => void
}

/** The machine's timers. */
export const systemScheduler: Scheduler = {
  after(ms, work) {
    const timer = setTimeout(work, ms).unref()
    return () => clearTimeout(timer)
  },
}
