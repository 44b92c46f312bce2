import { existsSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import type { CaseResult, PolicyProblem } from '../access/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { Refusal } from '../kernel/refusal.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'
import type { CaseFileResult } from './policy-cases.ts'

/** `modelwarden policy`: checks and tests policies before anybody publishes them. */
export function addPolicy(program: Command): void {
  const policy = program.command('policy').description('check and test access policies')
  addCheck(policy)
  addTest(policy)
}

const folderText = 'folder of policies (default: ./policies, or else those of the package)'

function addCheck(policy: Command): void {
  policy
    .command('check')
    .description('check every *.cedar file of a folder together, as publishing does; exit 1 if any is refused')
    .argument('[dir]', folderText)
    .option('--json', 'print the problems as JSON')
    .addHelpText(
      'after',
      '\nEach problem is one line: FILE:LINE:COLUMN: why. Checked are the form, the schema (strictly), that every policy' +
        '\nhas an @id of its own and none of a built-in policy, and that none reads attributes beyond what a decision sees.',
    )
    .action(async (dir: string | undefined, options: { json?: boolean }) => {
      const { readPolicyFolder } = await import('../access/index.ts')
      const engine = await readyEngine()
      const files = readPolicyFolder(await folderOf(dir))
      if (files.length === 0) throw new Refusal('There is no *.cedar file in this folder.')
      const problems = engine.check(files)
      if (options.json) processOutput.data(JSON.stringify({ files: files.map(({ name }) => name), problems }))
      else for (const problem of problems) processOutput.data(problemLine(problem))
      if (problems.length > 0) process.exitCode = exitCodes.failed
      else if (!options.json) processOutput.say(`${counted(files.length, 'file')} checked, nothing to complain of.`)
    })
}

function addTest(policy: Command): void {
  policy
    .command('test')
    .description('decide the cases beside the policies of a folder; exit 1 if any comes out otherwise than expected')
    .argument('[dir]', folderText)
    .option('--json', 'print every result as JSON')
    .addHelpText(
      'after',
      '\nCases are the *.yaml files of every folder called "cases". Each names a principal, an action, a resource and' +
        '\nwhat is expected; docs/policy.md has the keys. Only what is not as expected is printed, and a count.',
    )
    .action(async (dir: string | undefined, options: { json?: boolean }) => {
      const { findCaseFiles, runCaseFile } = await import('./policy-cases.ts')
      const engine = await readyEngine()
      const folder = await folderOf(dir)
      const files = findCaseFiles(folder)
      if (files.length === 0) throw new Refusal('There is no *.yaml file in a folder called "cases" here.')
      const results = files.map((file) => runCaseFile(engine, folder, file))
      if (options.json) processOutput.data(JSON.stringify({ files: results }))
      else report(results)
      if (results.some(hasFailed)) process.exitCode = exitCodes.failed
    })
}

async function readyEngine() {
  const { createPolicyEngine } = await import('../access/index.ts')
  const log = { error: (facts: object, message: string) => processOutput.say(`${message}: ${JSON.stringify(facts)}`) }
  const engine = createPolicyEngine({ clock: systemClock, log })
  await engine.ready()
  return engine
}

async function folderOf(dir: string | undefined): Promise<string> {
  if (dir !== undefined && !(existsSync(dir) && statSync(dir).isDirectory()))
    throw new Refusal(`There is no folder ${dir}.`, { isUsage: true })
  if (dir !== undefined || existsSync('policies')) return dir ?? 'policies'
  const { packagedPolicyFolder } = await import('../access/index.ts')
  return packagedPolicyFolder()
}

function hasFailed({ problems, results }: CaseFileResult): boolean {
  return problems.length > 0 || results.some(({ isAsExpected }) => !isAsExpected)
}

function report(files: readonly CaseFileResult[]): void {
  for (const { file, problems, results } of files) {
    for (const problem of problems) processOutput.data(`${file}: its policies cannot be used: ${problemLine(problem)}`)
    for (const result of results) if (!result.isAsExpected) processOutput.data(`${file}: ${resultLine(result)}`)
  }
  const all = files.flatMap(({ results }) => results)
  const wrong = all.filter(({ isAsExpected }) => !isAsExpected).length
  const verdict = wrong === 0 ? 'all as expected' : `${wrong} not as expected`
  processOutput.say(`${counted(all.length, 'case')} in ${counted(files.length, 'file')}: ${verdict}.`)
}

function problemLine({ file, line, column, policyId, reason }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${policyId === null ? '' : `${policyId} `}${reason}`
}

function resultLine({ name, expected, decision }: CaseResult): string {
  const by = (ids: readonly string[] | null) =>
    ids === null ? '' : ` by ${ids.length === 0 ? 'no rule' : ids.join(', ')}`
  const came = `${decision.allowed ? 'allow' : 'deny'}${by(decision.policyIds)}`
  const trouble = decision.errors.length === 0 ? '' : ` (${decision.errors.join('; ')})`
  return `"${name}": expected ${expected.decision}${by(expected.by)}, came ${came}${trouble}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
