import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { httpProbe, pollUntil } from '../../tools/launch/ready.ts'
import { onServerCore } from './cores.ts'

const preload = join(import.meta.dirname, '..', 'preload', 'watch-loop.ts')

/** A server under measurement, alone on its core. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** Time from its start to the first answer of `readyPath`, in seconds. */
  readonly readySeconds: number
  /** `VmRSS` now, in MB. */
  rssMb(): number
  /** Delays of its event loop since the last call. Only with `watch`. */
  loopDelays(): Promise<{ readonly p99Ms: number; readonly maxMs: number }>
  /** What it holds after a full collection and twelve seconds of rest. Only with `watch`. */
  collectedMemory(): Promise<{ readonly rssMb: number; readonly heapMb: number }>
  stop(): Promise<void>
}

/** How to start a server. */
export interface ServerOptions {
  readonly argv: readonly string[]
  readonly port: number
  readonly readyPath: string
  readonly logFile: string
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Loads the watcher of its event loop and memory into it. */
  readonly watch?: boolean
}

/** Starts a server with Node on the server's core; resolves when it answers, throws with its log when it does not. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { port, logFile, cwd, argv, watch = false } = options
  const url = `http://127.0.0.1:${port}`
  const log = openSync(logFile, 'a')
  const [command, ...args] = onServerCore([process.execPath, ...(watch ? ['--import', preload] : []), ...argv])
  const startedAt = performance.now()
  const child = spawn(command, args, {
    cwd,
    env: toolEnvironment({ NODE_ENV: 'production', ...options.env }),
    stdio: ['ignore', log, log, ...(watch ? (['ipc'] as const) : [])],
  })
  closeSync(log)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const isReady = await pollUntil(httpProbe(url + options.readyPath), 60_000, hasEnded)
  const readySeconds = (performance.now() - startedAt) / 1000
  if (!isReady) {
    child.kill('SIGKILL')
    throw new Error(`the server did not start; its log ends:\n${readFileSync(logFile, 'utf8').slice(-3000)}`)
  }
  return running(child, { url, readySeconds })
}

function running(child: ChildProcess, facts: { readonly url: string; readonly readySeconds: number }): ServerProcess {
  const pid = child.pid ?? 0
  const ask = async (question: string) => {
    child.send(question)
    const [answer] = await once(child, 'message')
    return answer
  }
  return {
    ...facts,
    pid,
    rssMb: () => rssOf(pid),
    loopDelays: () => ask('loop'),
    collectedMemory: () => ask('memory'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const patience = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await ended
      clearTimeout(patience)
    },
  }
}

function rssOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
