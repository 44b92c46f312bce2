import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./carry-out-child.ts', import.meta.url))

/** A worker in a process of its own. */
export interface ChildWorker {
  /** Resolves when it looks for work. */
  readonly ready: Promise<void>
  /** Signal or code that it ended with, and what it printed. */
  readonly ended: Promise<{ readonly by: string; readonly stdout: string }>
  kill(): void
}

/** Starts one; see `carry-out-child.ts` for its orders. */
export function startChild(orders: Readonly<Record<string, unknown>>): ChildWorker {
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = Promise.withResolvers<void>()
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    ready.resolve()
  })
  const ended = once(child, 'close').then(() => {
    ready.resolve()
    return { by: child.signalCode ?? String(child.exitCode), stdout }
  })
  return { ready: ready.promise, ended, kill: () => void child.kill('SIGKILL') }
}
