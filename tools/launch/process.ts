import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pollUntil, type ReadyProbe } from './ready.ts'
import { supervisorScript } from './supervisor.ts'

/** A tool that runs as a child of this process and ends with it, even when this process is killed. */
export interface RunningTool {
  readonly name: string
  readonly url: string
  /** The tool's own process, which leads a process group of its own. */
  readonly pid: number
  readonly logFile: string
  /** Asks the tool to end, and kills it when it has not ended after a few seconds. Idempotent. */
  stop(): Promise<void>
  /** Kills the tool and all its processes at once, as a crash would. Idempotent. */
  kill(): Promise<void>
  /** Freezes the tool: connections are accepted by the system and nobody answers. */
  pause(): void
  resume(): void
}

/** What to start and when it counts as ready. */
export interface StartOptions {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly url: string
  readonly logFile: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly ready: ReadyProbe
  /** 60,000 unless given. */
  readonly readyTimeoutMs?: number
  /** SIGTERM unless given. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT'
  /** How long `stop` waits before it kills; 10,000 unless given. */
  readonly graceMs?: number
  /** Another user and group to run as; needs root. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined
}

interface Supervised {
  readonly pid: number
  readonly ended: Promise<void>
  hasEnded(): boolean
}

/** The last lines of a log, for an error message. */
export function logTail(logFile: string, lines = 25): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return '(no log)'
  }
}

async function spawnSupervised(options: StartOptions): Promise<Supervised> {
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = openSync(options.logFile, 'a')
  const child = spawn('/bin/sh', ['-c', supervisorScript(options.stopSignal), options.name, ...options.command], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', log],
    ...options.owner,
  })
  closeSync(log)
  let isOver = false
  const ended = new Promise<void>((resolve) => {
    const settle = () => {
      isOver = true
      resolve()
    }
    child.once('exit', settle).once('error', settle)
  })
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString().trim())))
    void ended.then(() => reject(new Error(`${options.name} ended at once\n${logTail(options.logFile)}`)))
  })
  return { pid, ended, hasEnded: () => isOver }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // Already gone is what a signal to end wants; anything else is a defect.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function running(options: StartOptions, child: Supervised): RunningTool {
  const signal = (name: NodeJS.Signals) => {
    if (!child.hasEnded()) signalGroup(child.pid, name)
  }
  const kill = async () => {
    signal('SIGKILL')
    await child.ended
  }
  return {
    name: options.name,
    url: options.url,
    pid: child.pid,
    logFile: options.logFile,
    kill,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async stop() {
      signal(options.stopSignal ?? 'SIGTERM')
      // A paused tool would not see the request.
      signal('SIGCONT')
      const patience = new AbortController()
      await Promise.race([child.ended, sleep(options.graceMs ?? 10_000, undefined, { signal: patience.signal })])
      patience.abort()
      await kill()
    },
  }
}

/**
 * Starts a tool and resolves when it answers. When it does not in time, it is killed and the error quotes
 * the end of its log.
 */
export async function startProcess(options: StartOptions): Promise<RunningTool> {
  const started = performance.now()
  const child = await spawnSupervised(options)
  const tool = running(options, child)
  const isReady = await pollUntil(options.ready, options.readyTimeoutMs ?? 60_000, () => child.hasEnded())
  if (isReady) return tool
  const reason = child.hasEnded() ? 'ended before it was ready' : 'was not ready in time'
  await tool.kill()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  throw new Error(
    `${options.name} ${reason} (${seconds} s); its log ${options.logFile} ends:\n${logTail(options.logFile)}`,
  )
}
