import { parseDocument } from 'yaml'
import { readRequirements } from './read-requirements.ts'

/** A file that pins an environment. `isWhole` is false when it was longer than what was read. */
export interface EnvironmentText {
  readonly path: string
  readonly text: string
  readonly isWhole: boolean
}

/** What it takes to make an environment again with an interpreter and its package installer alone. */
export interface EnvironmentPlan {
  /** Text of a requirements file; null when nothing pins the packages, or its text cannot be typed. */
  readonly requirements: string | null
  /** Such as `3.11.4`; null when not recorded. */
  readonly pythonVersion: string | null
  /** Why the plan makes another environment than the recorded one, a sentence each. */
  readonly gaps: readonly string[]
}

/** Plans an environment from the files that MLflow writes beside a model: `requirements.txt`, `python_env.yaml`, `conda.yaml`. */
export function planEnvironment(files: readonly EnvironmentText[]): EnvironmentPlan {
  const { file, text, conda, python } = pinsOf(files)
  const packages = packagesOf(file, text)
  return {
    ...packages,
    pythonVersion: python,
    gaps: [...packages.gaps, ...list('Packages of conda are not installed by pip: ', conda.others)],
  }
}

/** What an environment holds, by package: `python`, packages of pip by their normal names, others as `conda:NAME`. */
export function environmentTexts(
  files: readonly EnvironmentText[],
): readonly (readonly [name: string, text: string])[] {
  const { text, conda, python } = pinsOf(files)
  return [
    ...(python === null ? [] : [['python', python] as const]),
    ...readRequirements(text ?? '').map(({ name, spec }) => [name, spec] as const),
    ...conda.others.map((other) => {
      const [, name = other, spec = ''] = /^([^\s=<>!~]+)\s*(.*)$/s.exec(other) ?? []
      return [`conda:${name}`, spec] as const
    }),
  ]
}

function pinsOf(files: readonly EnvironmentText[]) {
  const named = (...names: readonly string[]) =>
    files.find(({ path }) => names.includes(path.split('/').at(-1) ?? '')) ?? null
  const condaFile = named('conda.yaml', 'conda.yml')
  const conda = condaPackages(condaFile?.text ?? '')
  const pinned = named('requirements.txt')
  const python = pythonVersion(named('python_env.yaml')?.text ?? '') ?? conda.python
  return { file: pinned ?? condaFile, text: pinned?.text ?? conda.pip, conda, python }
}

function packagesOf(file: EnvironmentText | null, text: string | null): Pick<EnvironmentPlan, 'requirements' | 'gaps'> {
  if (file === null || text === null) return { requirements: null, gaps: [noFile] }
  if (!file.isWhole || !isPlain(text)) return { requirements: null, gaps: [notTypable] }
  return { requirements: text.replaceAll('\r\n', '\n'), gaps: requirementGaps(text) }
}

const noFile = 'No file pins the packages. Log a model with the run, or log requirements.txt with its files.'
const notTypable = 'The file that pins the packages is too long or no plain text. Log one of at most 64 KiB.'

function requirementGaps(text: string): readonly string[] {
  const requirements = readRequirements(text)
  const locals = requirements.filter(({ isLocal }) => isLocal)
  const loose = requirements.filter(({ isLocal, isPinned }) => !isLocal && !isPinned)
  const names = (some: typeof requirements) => some.map(({ name }) => name)
  return [
    ...list('Lines name files of the machine that trained: ', names(locals)),
    ...list('Packages are not pinned to one release: ', names(loose)),
  ]
}

function list(words: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 10).join(', ')
  return [`${words}${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`]
}

/** A control character could act on the terminal that a command is pasted into; U+FFFD stands for bytes that were lost. */
function isPlain(text: string): boolean {
  return !/[^\P{Cc}\t\r\n]|\uFFFD|\r(?!\n)/u.test(text)
}

function pythonVersion(text: string): string | null {
  const [, version] = /^python:\s*["']?(\d+\.\d+(?:\.\d+)?)["']?\s*$/m.exec(text) ?? []
  return version ?? null
}

interface CondaPackages {
  readonly python: string | null
  readonly pip: string | null
  readonly others: readonly string[]
}

/** What pip brings along by itself, or what it is. */
const tooling = /^(python|pip|setuptools|wheel)([\s=<>!~].*)?$/

function condaPackages(text: string): CondaPackages {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  const dependencies: unknown = document.errors.length > 0 ? null : plain(document)
  const words: readonly unknown[] = Array.isArray(dependencies) ? dependencies : []
  const names = words.filter((item) => typeof item === 'string')
  const pip = words.flatMap((item) => (isPipList(item) ? item.pip : []))
  const [, python] = /^python\s*={1,2}\s*(\d+\.\d+(?:\.\d+)?)$/m.exec(names.join('\n')) ?? []
  return {
    python: python ?? null,
    pip: pip.length === 0 ? null : `${pip.join('\n')}\n`,
    others: names.filter((name) => !tooling.test(name)),
  }
}

function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 10 })
    return typeof value === 'object' && value !== null ? Reflect.get(value, 'dependencies') : null
  } catch {
    // Too many aliases: a bomb, or at least nothing that MLflow wrote.
    return null
  }
}

function isPipList(item: unknown): item is { readonly pip: readonly string[] } {
  const pip: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'pip') : null
  return Array.isArray(pip) && pip.every((line) => typeof line === 'string')
}
