import { Worker } from 'node:worker_threads'
import { storeFault } from '../store-fault.ts'
import type { BulkResult, BulkWork } from './bulk-work.ts'
import type { BulkAnswer } from './bulk-worker-thread.ts'

/** A thread with a connection of its own, for writes that would hold up the event loop. */
export interface BulkWorker {
  /** One piece at a time: the caller waits for the last before it hands in the next. Throws a `Fault`. */
  run(work: BulkWork): Promise<BulkResult>
  /** Ends the thread; work under way is undone. */
  close(): Promise<void>
}

/**
 * Heap of the thread, in MB. A piece of work is some hundred rows, so it stays far below; a batch of enormous values ends
 * the thread and fails its crawl, and not the gateway. A small young generation keeps the memory that V8 would otherwise
 * take for work that is over at once.
 */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }

interface Waiting {
  readonly resolve: (result: BulkResult) => void
  readonly reject: (error: unknown) => void
}

/** A worker for one SQLite file. Its thread starts with the first piece of work, and again after a crash. */
export function createBulkWorker(path: string): BulkWorker {
  let thread: Worker | null = null
  let waiting: Waiting | null = null
  const settle = (answer: (caller: Waiting) => void) => {
    const caller = waiting
    waiting = null
    thread?.unref()
    if (caller !== null) answer(caller)
  }
  const fail = (failed: Worker, cause: unknown) => {
    // A thread that fails says so twice, by then perhaps after its successor has started.
    if (thread !== failed) return
    thread = null
    settle(({ reject }) => reject(storeFault('Bulk work on the store', cause)))
  }
  const start = () => {
    const started = new Worker(threadUrl(), {
      workerData: { path },
      name: 'modelwarden-store',
      resourceLimits,
    })
    started.on('message', (answer: BulkAnswer) => {
      if (answer.ok) settle(({ resolve }) => resolve(answer.result))
      else settle(({ reject }) => reject(storeFault('Bulk work on the store', answer.error)))
    })
    started.on('error', (error) => fail(started, error))
    started.on('exit', (code) => fail(started, new Error(`the thread ended with ${code}`)))
    return started
  }
  return {
    run(work) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        thread ??= start()
        // Only work under way may keep the process alive.
        thread.ref()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin; this is no window.
        thread.postMessage(work)
      })
    },
    async close() {
      await thread?.terminate()
    },
  }
}

/** The sources run as they are and compiled. */
function threadUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./bulk-worker-thread.${extension}`, import.meta.url)
}
