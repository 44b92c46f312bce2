import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import {
  type CaseResult,
  caseFileModel,
  type PolicyEngine,
  type PolicyFile,
  type PolicyProblem,
  readPolicyFile,
  readPolicyFolder,
  runCase,
} from '../access/index.ts'
import { ConfigError, checkValue } from '../config/index.ts'
import { parseYaml } from '../config/parse-yaml.ts'
import { Refusal } from '../kernel/refusal.ts'

/** How the cases of one file came out. */
export interface CaseFileResult {
  /** From the folder that was tested. */
  readonly file: string
  /** What keeps its policies from being used; its cases are then not run. */
  readonly problems: readonly PolicyProblem[]
  readonly results: readonly CaseResult[]
}

/** Paths of all case files in a folder and the folders in it: `*.yaml` within any folder called `cases`. By name. */
export function findCaseFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => /(^|\/)cases\/[^/]+\.ya?ml$/.test(name)).toSorted()
}

/** Runs the cases of one file. Throws a {@link ConfigError} or {@link Refusal} that says what is wrong with the file. */
export function runCaseFile(engine: PolicyEngine, folder: string, file: string): CaseFileResult {
  const path = join(folder, file)
  const parsed = parseYaml(readFileSync(path, 'utf8'))
  if (parsed.problems.length > 0) throw new ConfigError(path, parsed.problems)
  const none = { isFilled: () => false, isMissing: () => false }
  const checked = checkValue(caseFileModel, parsed.value, { path: [], from: none })
  if (!checked.ok) throw new ConfigError(path, checked.problems)
  const policies = policiesFor(path, checked.value.policies)
  const problems = engine.check(policies)
  if (problems.length > 0) return { file, problems, results: [] }
  const snapshot = engine.snapshot(policies, { epoch: null, asOf: null, grants: [] }, { isChecked: true })
  return { file, problems, results: checked.value.cases.map((one) => runCase(engine, snapshot, one)) }
}

/** The policies that a case file names, or all beside its folder. */
function policiesFor(path: string, names: readonly string[] | undefined): readonly PolicyFile[] {
  const beside = dirname(dirname(path))
  if (names === undefined) return readPolicyFolder(beside)
  return names.map((name) => {
    if (!existsSync(join(beside, name)))
      throw new Refusal(`${path}: there is no file ${relative(process.cwd(), join(beside, name))}`)
    return readPolicyFile(beside, name)
  })
}
