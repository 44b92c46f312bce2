import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Duplex, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** How to run one command. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string | undefined
  /** Called with each line of its output as it comes. */
  readonly onLine?: ((line: string) => void) | undefined
  /** Kills the command and its children. */
  readonly signal?: AbortSignal | undefined
}

// Only this process holds the other end of descriptor 3, so the command and its children end with it, even
// when it is killed. Before `setsid` has run there is no group yet, and a kill would miss the command for good.
const endWithParent = `
setsid "$@" </dev/null 3<&- &
work=$!
(read -r _ <&3; until kill -s KILL -- -$work; do kill -s 0 $work || break; done) >/dev/null 2>&1 &
guard=$!
wait $work
code=$?
kill $guard
exit $code`

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: stream })) {
    lines.push(line)
    onLine(line)
  }
  return lines
}

/** Runs a command to its end and gives its output by line; throws with the end of what it printed unless it exits with 0. */
export async function runToEnd(command: readonly string[], options: RunOptions): Promise<string[]> {
  options.signal?.throwIfAborted()
  const child = spawn('/bin/sh', ['-c', endWithParent, 'sh', ...command], {
    env: options.env,
    cwd: options.cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const { stdout, stderr } = child
  const lifeline = child.stdio[3]
  if (stdout === null || stderr === null || !(lifeline instanceof Duplex)) throw new Error('Pipes were asked for')
  // The shell leaving first is how every run ends; the pipe may report that as a reset.
  lifeline.on('error', () => {})
  const cut = () => lifeline.destroy()
  options.signal?.addEventListener('abort', cut, { once: true })
  try {
    const work = [readLines(stdout, options.onLine ?? (() => {})), text(stderr), once(child, 'exit')] as const
    const [lines, errors, [code]] = await Promise.all(work)
    options.signal?.throwIfAborted()
    if (code === 0) return lines
    throw new Error(`${lines.slice(-20).join('\n')}\n${errors}`.trim().slice(-2000) || `exit ${String(code)}`)
  } finally {
    options.signal?.removeEventListener('abort', cut)
    lifeline.destroy()
  }
}
