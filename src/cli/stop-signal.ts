/** A stop that was asked for from outside, and how to stop listening for it. */
export interface StopSignal {
  /** Resolves when SIGINT or SIGTERM came. */
  readonly signalled: Promise<'stop'>
  release(): void
}

/** A wrapper may pass one Ctrl-C on twice; a person who presses it again does so later. */
const impatienceMs = 1_000

/** Listens for SIGINT and SIGTERM. Ctrl-C once more ends the process at once, for whoever does not want to wait. */
export function listenForStop(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<'stop'>()
  let since: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    since ??= performance.now()
    if (signal === 'SIGINT' && performance.now() - since > impatienceMs) process.exit(130)
    resolve('stop')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signalled: promise,
    release() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
