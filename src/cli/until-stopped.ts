/**
 * Starts something, waits for SIGINT or SIGTERM, and stops it. A second signal ends the process at once,
 * for whoever does not want to wait. What was started is stopped as well when the start fails.
 */
export async function untilStopped(start: () => Promise<void>, stop: () => Promise<void>): Promise<void> {
  let stopSignal: (() => void) | undefined
  const signalled = new Promise<void>((resolve) => {
    stopSignal = resolve
  })
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    stopSignal?.()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    await Promise.race([start(), signalled])
    await signalled
  } finally {
    await stop()
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
