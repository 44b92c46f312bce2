import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The core of what is measured, and the core of everything else. */
const serverCore = 0
const clientCore = 1

/** Keeps this process and all it starts later off the server's core. */
export function takeClientCore(): void {
  if (availableParallelism() < 2)
    throw new Error('npm run bench needs two cores: one for the server, one for the client')
  execFileSync('taskset', ['-a', '-c', '-p', String(clientCore), String(process.pid)], { stdio: 'ignore' })
}

/** A command that runs alone on the server's core. */
export function onServerCore(command: readonly [string, ...string[]]): [string, ...string[]] {
  return ['taskset', '-c', String(serverCore), ...command]
}
