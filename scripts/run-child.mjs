// Children of scripts/run.mjs: their signals, their exit codes, and what happens when npm is gone.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Prints a line for the reader; stdout belongs to the task. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** A reason to end that needs no stack trace. */
export class Refusal extends Error {}

/** Ends the task with one line; thrown, so that what is held (the install lock) is given back. */
export function fail(line) {
  throw new Refusal(line)
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function parentOf(pid) {
  try {
    // The name in parentheses may itself hold spaces.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
  } catch {
    return 0
  }
}

/** Who keeps this process wanted: npm's shell and npm, or npm alone where the shell replaced itself. */
function npmAncestry() {
  const parent = process.ppid
  const isShell = /^(sh|dash|bash)$/.test(readIfPresent(`/proc/${parent}/comm`).trim())
  return isShell ? `${parent} ${parentOf(parent)}` : `${parent}`
}

/**
 * Calls back once npm is gone. SIGTERM to `npm run` ends npm and its shell, and neither passes the signal on.
 * Started by hand there is no such rule: a shell may leave and its background job stays.
 */
function onOrphaned(callback) {
  if (process.env.npm_lifecycle_event === undefined) return () => {}
  const before = npmAncestry()
  const timer = setInterval(() => {
    if (npmAncestry() === before) return
    clearInterval(timer)
    callback()
  }, 200)
  return () => clearInterval(timer)
}

/** Starts a child, passes SIGINT and SIGTERM on, and gives its exit code (128 + n after signal n). */
export function run([command, ...args], env, stdio) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio })
    const onTerm = () => child.kill('SIGTERM')
    const onInt = () => {
      // A terminal sends Ctrl-C to the whole foreground group, the child included; a second SIGINT
      // would look like an impatient user.
      if (!process.stdin.isTTY) child.kill('SIGINT')
    }
    process.on('SIGTERM', onTerm).on('SIGINT', onInt)
    const stopWatching = onOrphaned(onTerm)
    const settle = (code) => {
      process.off('SIGTERM', onTerm).off('SIGINT', onInt)
      stopWatching()
      resolve(code)
    }
    child.on('error', (error) => {
      say(`modelwarden: cannot start ${command}: ${error.message}`)
      settle(127)
    })
    child.on('exit', (code, signal) => settle(signal ? 128 + constants.signals[signal] : code))
  })
}
