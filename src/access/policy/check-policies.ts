import type { ValidationAnswer, ValidationError } from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyFile } from '../types.ts'
import type { Cedar } from './cedar.ts'
import { lintPolicy } from './lint-policy.ts'
import type { PolicyModel } from './policy-model.ts'
import { tooMuch } from './policy-size.ts'
import { policiesMax, problemOf, type ReadPolicy, readPolicies } from './read-policies.ts'
import { positionAt } from './text-position.ts'
import type { PolicyProblem } from './types.ts'

const textBytesMax = 1_000_000

/** Policies that were read, and everything that is wrong with them. */
export interface CheckedPolicies {
  /** Built-in ones first. */
  readonly policies: readonly (ReadPolicy & { readonly isBuiltin: boolean })[]
  /** By file and place; empty when the set may be published. */
  readonly problems: readonly PolicyProblem[]
}

/** What sets are checked with. */
export interface CheckParts {
  readonly cedar: Cedar
  readonly model: PolicyModel
  /** The built-in policies, which are in every set. */
  readonly builtin: ReturnType<typeof readPolicies>
}

/**
 * Checks a set of files together with the built-in policies: form, the rules of this project, and strictly against the
 * schema, unless it has been checked against that before.
 */
export function checkPolicies(parts: CheckParts, files: readonly PolicyFile[], fitsSchema: boolean): CheckedPolicies {
  const { cedar, model, builtin } = parts
  const large = files.flatMap((file) =>
    Buffer.byteLength(file.text) > textBytesMax
      ? [atStart(file, `is longer than ${textBytesMax} bytes`)]
      : tooMuch(file),
  )
  // Cedar must not even see these.
  if (large.length > 0) return { policies: [], problems: inOrder(large) }
  const published = files.map((file) => readPolicies(cedar, file))
  const policies = [
    ...builtin.policies.map((policy) => ({ ...policy, isBuiltin: true })),
    ...published.flatMap((read) => read.policies).map((policy) => ({ ...policy, isBuiltin: false })),
  ]
  const problems = [
    ...[builtin, ...published].flatMap((read) => read.problems),
    ...policies.flatMap((policy) => lintPolicy(policy).map((reason) => problemAt(policy, reason))),
    ...repeatedIds(policies),
    ...tooMany(policies),
  ]
  // Cedar finds a policy by its id, so it is asked once every policy has one of its own.
  const isAsked = !fitsSchema && problems.length === 0
  return { policies, problems: inOrder(isAsked ? validate(cedar, model, policies) : problems) }
}

function repeatedIds(policies: CheckedPolicies['policies']): readonly PolicyProblem[] {
  const first = new Map<string, CheckedPolicies['policies'][number]>()
  return policies.flatMap((policy) => {
    if (policy.id === null) return []
    const other = first.get(policy.id)
    if (other === undefined) {
      first.set(policy.id, policy)
      return []
    }
    const { line } = positionAt(other.file.text, other.index)
    const taken = other.isBuiltin ? 'of a built-in policy' : `already used in ${other.file.name}:${line}`
    return [problemAt(policy, `has an @id that is ${taken}`)]
  })
}

function tooMany(policies: CheckedPolicies['policies']): readonly PolicyProblem[] {
  const over = policies[policiesMax]
  return over === undefined ? [] : [problemAt(over, `is one too many: ${policiesMax} policies at most`)]
}

function validate(cedar: Cedar, model: PolicyModel, policies: CheckedPolicies['policies']): readonly PolicyProblem[] {
  const texts = (isTemplate: boolean) =>
    Object.fromEntries(
      policies.filter((one) => one.isTemplate === isTemplate && one.id !== null).map(({ id, text }) => [id, text]),
    )
  const answer: ValidationAnswer = cedar.validate({
    schema: model.schemaText,
    policies: { staticPolicies: texts(false), templates: texts(true) },
    validationSettings: { mode: 'strict' },
  })
  if (answer.type === 'failure') {
    const [first] = policies
    return first === undefined ? [] : answer.errors.map(({ message }) => problemAt(first, message))
  }
  // A warning is a policy that does nothing or reads like another one; nobody wants either.
  return [...answer.validationErrors, ...answer.validationWarnings].flatMap((error) => located(policies, error))
}

function located(policies: CheckedPolicies['policies'], { policyId, error }: ValidationError): PolicyProblem[] {
  const policy = policies.find(({ id }) => id === policyId)
  if (policy === undefined) return []
  return [{ ...problemOf(policy.file, policy.index, policy.text, error), policyId }]
}

function problemAt(policy: ReadPolicy, reason: string): PolicyProblem {
  return { file: policy.file.name, ...positionAt(policy.file.text, policy.index), policyId: policy.id, reason }
}

function atStart({ name }: PolicyFile, reason: string): PolicyProblem {
  return { file: name, line: 1, column: 1, policyId: null, reason }
}

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.toSorted(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  )
}
