import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded into a measured server with --import. It answers its parent only: `loop` gives the delays of the event loop
// since the last such question, `memory` what is in use after a full collection and
// some seconds of rest.

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

/** V8 keeps the pages that traffic needed, and gives them back when it has collected nothing for 8 s. */
const settleMs = 12_000

async function memory() {
  if (typeof collect === 'function') collect()
  const { heapUsed } = process.memoryUsage()
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  return { rssMb: process.memoryUsage().rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 }
}

async function answer(question: unknown): Promise<void> {
  process.send?.(question === 'loop' ? loopDelays() : await memory())
}

process.on('message', (question) => void answer(question))
// A server that was told to stop must not stay for its parent's sake.
process.channel?.unref()
