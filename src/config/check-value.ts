import type { z } from 'zod'
import type { FromEnvironment } from './expand.ts'
import { nearestName } from './nearest-name.ts'
import type { ConfigProblem } from './problems.ts'
import { type Requirement, requirementAt, requirementInWords, requirementOf } from './requirement.ts'
import { type Path, valueAt, withValueAt } from './value-at.ts'

/** Where a checked value stands in its file. */
export interface Standing {
  readonly path: Path
  readonly from: FromEnvironment
  /** Keys that somebody else reads there, for suggestions. */
  readonly otherKeys?: readonly string[]
}

/** A value that its schema took, or all that is wrong with it. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/**
 * Reads a part of a file by its schema. What a schema says in words of its own is kept; everything else is worded for
 * people. A value is shown only where no secret can be: never of a text, never what came from the environment.
 */
export function checkValue<Value>(model: z.ZodType<Value>, value: unknown, standing: Standing): Checked<Value> {
  const result = parse(model, value)
  if (result.success) return { ok: true, value: result.data }
  const retyped = withTypes(value, result.error.issues, standing)
  const again = retyped === value ? result : parse(model, retyped)
  if (again.success) return { ok: true, value: again.data }
  const whole = requirementOf(model)
  const problems = again.error.issues.flatMap((issue) => problemsOf(issue, { value: retyped, whole, standing }))
  return { ok: false, problems: onePerPlace(problems.filter(({ path }) => !standing.from.isMissing(path))) }
}

/** An empty message marks what a schema has no words of its own for. */
function parse<Value>(model: z.ZodType<Value>, value: unknown) {
  return model.safeParse(value, { error: () => '' })
}

/** A variable is always text; where a number or a truth value is wanted, its text is read as one. */
function withTypes(value: unknown, issues: readonly z.core.$ZodIssue[], { path, from }: Standing): unknown {
  return issues.reduce((changed, issue) => {
    if (issue.code !== 'invalid_type' || !from.isFilled([...path, ...pathOf(issue)])) return changed
    const typed = typedText(String(valueAt(value, pathOf(issue))), issue.expected)
    return typed === undefined ? changed : withValueAt(changed, pathOf(issue), typed)
  }, value)
}

function typedText(text: string, expected: string): number | boolean | undefined {
  if (/^(number|int)$/.test(expected)) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
  return expected === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : undefined
}

interface Surrounding {
  readonly value: unknown
  readonly whole: Requirement
  readonly standing: Standing
}

function problemsOf(issue: z.core.$ZodIssue, { value, whole, standing }: Surrounding): ConfigProblem[] {
  const inner = pathOf(issue)
  const path = [...standing.path, ...inner]
  const wanted = requirementAt(whole, inner)
  if (issue.code === 'unrecognized_keys') {
    const known = [...Object.keys(wanted.properties ?? {}), ...(inner.length === 0 ? (standing.otherKeys ?? []) : [])]
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }))
  }
  const found = valueAt(value, inner)
  const own = issue.message === '' ? undefined : issue.message
  if (issue.code !== 'custom' && found === undefined)
    return [{ path, message: own === undefined ? 'is missing' : `is missing; ${own}` }]
  if (found === null) return [{ path, message: 'is empty; give it a value, or leave the key out' }]
  const words = own ?? requirementInWords(wanted)
  return [{ path, message: `${words}${own === undefined ? shown(found, { path, wanted, standing }) : ''}` }]
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearestName(key, known)
  if (meant !== undefined) return `unknown key "${key}"; did you mean "${meant}"?`
  return `unknown key "${key}"; known are ${known.join(', ')}`
}

const mayBeSecret = /secret|token|password|credential|key/i

function shown(
  found: unknown,
  { path, wanted, standing }: { readonly path: Path; readonly wanted: Requirement; readonly standing: Standing },
): string {
  if (wanted.type === 'string' && wanted.enum === undefined)
    return typeof found === 'number' || typeof found === 'boolean' ? '; write it in quotes' : ''
  if (standing.from.isFilled(path)) return '; what its variable holds is not'
  if (path.some((part) => mayBeSecret.test(String(part)))) return ''
  if (Array.isArray(found)) return ', but is a list'
  if (typeof found === 'object') return ', but holds keys'
  const text = JSON.stringify(found)
  return text.length > 60 ? '' : `, but is ${text}`
}

/** A schema may object to one value for several reasons; the first is what to mend. */
function onePerPlace(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Set<string>()
  return problems.filter(({ path }) => {
    const key = JSON.stringify(path)
    return !seen.has(key) && seen.add(key)
  })
}
