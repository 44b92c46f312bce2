import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { afterFile } from '../support/tools.ts'

const mainOfSources = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** Where and with what a command is started. */
export interface Surroundings {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** The script of the command; that of the sources unless given. */
  readonly main?: string
}

/** How a command ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that is still running. */
export interface RunningCommand {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** What it has written so far. */
  output(): Pick<Ended, 'stdout' | 'stderr'>
  /** Resolves with the first match in what it writes to either stream; rejects when it ends before. */
  written(pattern: RegExp): Promise<RegExpExecArray>
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void
}

/** Starts `modelwarden` with these arguments as a child process; killed after the test file when it still runs. */
export function startCommand(
  args: readonly string[],
  { cwd, env = {}, main = mainOfSources }: Surroundings,
): RunningCommand {
  const child = spawn(process.execPath, [main, ...args], { cwd, env: toolEnvironment(env) })
  const text = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk
      for (const listener of listeners) listener()
    })
  }
  const ended = end(child).then((code): Ended => ({ code, ...text }))
  afterFile(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => ({ ...text }),
    signal: (name) => void child.kill(name),
    written: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text.stdout) ?? pattern.exec(text.stderr)
          if (found === null) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
        const giveUp = ({ code }: Ended) => {
          look()
          reject(new Error(`It ended with ${code} before it wrote ${pattern}:\n${text.stdout}\n${text.stderr}`))
        }
        void ended.then(giveUp)
      }),
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  // `close` comes after the last byte of both streams, `exit` may come before.
  await once(child, 'close')
  return child.exitCode
}

/** Runs `modelwarden` to its end. */
export function runCommand(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return startCommand(args, surroundings).ended
}

/** A `serve` that answers. */
export interface ServingCommand extends RunningCommand {
  readonly url: string
}

/** Starts `serve` on a free port and waits until it answers. */
export async function startServe(surroundings: Surroundings, more: readonly string[] = []): Promise<ServingCommand> {
  const command = startCommand(['serve', '--port', '0', ...more], surroundings)
  const [, url = ''] = await command.written(/"url":"([^"]+)".*"msg":"serving"/)
  return { ...command, url }
}

/** The administrator's token that a first start prints; waits for it, and rejects when the start ends without one. */
export async function firstToken(serve: Pick<RunningCommand, 'written'>): Promise<string> {
  const [token] = await serve.written(tokenText)
  return token
}

const tokenText = /mw_[\w-]{43}/

/** The tokens that a command printed for a person; of one that has ended, all that it ever prints. */
export function tokensIn({ stdout, stderr }: Ended): readonly string[] {
  if (/mw_[\w-]{20}/.test(stdout)) throw new Error('A token was written to the log')
  return stderr.match(new RegExp(tokenText, 'g')) ?? []
}
