import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyFile } from '../types.ts'
import type { Cedar } from './cedar.ts'
import { indexOfByte, positionAt } from './text-position.ts'
import type { PolicyJson, PolicyProblem } from './types.ts'

/** Every policy costs every decision, so there is an end to them. */
export const policiesMax = 500

/** A policy or template as it stands in a file. */
export interface ReadPolicy {
  readonly file: PolicyFile
  /** Where it begins in the file. */
  readonly index: number
  readonly text: string
  readonly json: PolicyJson
  readonly isTemplate: boolean
  /** Its `@id`; null without one. */
  readonly id: string | null
}

/** A file's policies in the order of the file, or what keeps it from being read. */
export function readPolicies(
  cedar: Cedar,
  file: PolicyFile,
): { readonly policies: readonly ReadPolicy[]; readonly problems: readonly PolicyProblem[] } {
  const parts = guarded(() => cedar.policySetTextToParts(file.text))
  if (parts.type === 'failure')
    return { policies: [], problems: parts.errors.map((error) => problemOf(file, 0, file.text, error)) }
  if (parts.policies.length + parts.policy_templates.length > policiesMax) {
    const reason = `holds more than ${policiesMax} policies`
    return { policies: [], problems: [{ file: file.name, line: 1, column: 1, policyId: null, reason }] }
  }
  const places = placesIn(file.text, [...parts.policies, ...parts.policy_templates])
  const read = (text: string, isTemplate: boolean): ReadPolicy | PolicyProblem => {
    const index = places.get(text)?.shift() ?? 0
    const answer = guarded(() => (isTemplate ? cedar.templateToJson(text) : cedar.policyToJson(text)))
    if (answer.type === 'failure') return problemOf(file, index, text, answer.errors[0])
    // The form is Cedar's own; `PolicyJson` leaves open what is not read here.
    const json = answer.json as PolicyJson
    return { file, index, text, json, isTemplate, id: json.annotations?.['id'] ?? null }
  }
  const all = [
    ...parts.policies.map((text) => read(text, false)),
    ...parts.policy_templates.map((text) => read(text, true)),
  ]
  return {
    policies: all.filter((one) => 'json' in one).toSorted((a, b) => a.index - b.index),
    problems: all.filter((one) => 'reason' in one),
  }
}

/**
 * Where each of these parts of a text begins in it; no two overlap. Cedar gives the parts without their places, and one
 * may read like the end of another, so the longest are placed first.
 */
function placesIn(whole: string, parts: readonly string[]): ReadonlyMap<string, number[]> {
  const taken: { readonly from: number; readonly to: number }[] = []
  const free = (part: string): number => {
    let index = whole.indexOf(part)
    while (index >= 0 && taken.some(({ from, to }) => index < to && from < index + part.length))
      index = whole.indexOf(part, index + 1)
    return Math.max(0, index)
  }
  const places = new Map<string, number[]>()
  for (const part of parts.toSorted((a, b) => b.length - a.length)) {
    const from = free(part)
    taken.push({ from, to: from + part.length })
    places.set(part, [...(places.get(part) ?? []), from])
  }
  return places
}

/** The module throws where its own code fails, and may be of no use afterwards. */
function guarded<Answer>(
  call: () => Answer,
): Answer | { readonly type: 'failure'; readonly errors: readonly DetailedError[] } {
  try {
    return call()
  } catch {
    const facts = { help: null, code: null, url: null, severity: null }
    return { type: 'failure', errors: [{ ...facts, message: 'cannot be read' }] }
  }
}

/** A complaint of Cedar about a text that begins at `index` of its file. */
export function problemOf(
  file: PolicyFile,
  index: number,
  text: string,
  error: DetailedError | undefined,
): PolicyProblem {
  const label = error?.sourceLocations?.[0]
  const at = index + (label === undefined ? 0 : indexOfByte(text, label.start))
  const message = (error?.message ?? 'cannot be read').replace(/^for policy `[^`]*`, /, '')
  const hints = [label?.label, error?.help].filter((hint) => hint != null && hint !== '')
  const reason = hints.length === 0 ? message : `${message} (${hints.join('; ')})`
  return { file: file.name, ...positionAt(file.text, at), policyId: null, reason }
}
