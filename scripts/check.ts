import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'

/** Everything that must hold of the sources before they are run. Each step is one command; all run, and all failures are shown. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['format', ['biome', 'check', '--error-on-warnings', '.']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings', '.']],
  ['generated', ['node', 'scripts/generate.ts', '--check']],
  ['schema', ['node', 'scripts/lint-schema.ts']],
  ['dead code', ['knip']],
  ['boundaries', ['vitest', 'run', '--project', 'quick', 'test/architecture.test.ts', '--reporter=dot']],
]

interface StepResult {
  readonly name: string
  readonly seconds: number
  readonly code: number
  readonly output: string
}

function run(name: string, [command = '', ...args]: readonly string[]): Promise<StepResult> {
  const begin = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ name, seconds: (performance.now() - begin) / 1000, code: code ?? 1, output }))
  })
}

const results = await Promise.all(steps.map(([name, command]) => run(name, command)))
for (const result of results) {
  console.log(`${result.code === 0 ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)`)
  if (result.code !== 0) console.log(result.output)
}
process.exitCode = results.every((result) => result.code === 0) ? 0 : 1
