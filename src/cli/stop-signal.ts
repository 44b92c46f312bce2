/** A stop that was asked for from outside, and how to stop listening for it. */
export interface StopSignal {
  /** Resolves when SIGINT or SIGTERM came. */
  readonly signalled: Promise<'stop'>
  release(): void
}

/** Listens for SIGINT and SIGTERM. A second signal ends the process at once, for whoever does not want to wait. */
export function listenForStop(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<'stop'>()
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(130)
    isStopping = true
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
