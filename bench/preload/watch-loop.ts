import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded into a measured server with --import. It answers its parent only: `loop` gives the delays of the event loop
// since the last such question, `memory` what is in use after a full collection.

const delays = monitorEventLoopDelay({ resolution: 1 })
delays.enable()

// The flag costs nothing until the function is called, unlike a server that runs with it from the start.
setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function loopDelays() {
  const answer = { p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6 }
  delays.reset()
  return answer
}

/** Pages that a collection empties are given back by other threads, some time after it. */
async function memory() {
  let before = Number.POSITIVE_INFINITY
  for (;;) {
    if (typeof collect === 'function') collect()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const { rss, heapUsed } = process.memoryUsage()
    if (rss > before - 2 ** 20) return { rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 }
    before = rss
  }
}

async function answer(question: unknown): Promise<void> {
  process.send?.(question === 'loop' ? loopDelays() : await memory())
}

process.on('message', (question) => void answer(question))
// A server that was told to stop must not stay for its parent's sake.
process.channel?.unref()
