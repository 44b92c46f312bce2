import { createHash } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccessState, PolicyFile, Role } from '../types.ts'
import type { CheckedPolicies } from './check-policies.ts'
import { entitiesNamedBy, roleOfTemplate } from './lint-policy.ts'
import type { CompiledPolicy, PolicySnapshot } from './types.ts'

/** SHA-256 over a set of files, as hexadecimal; the order of the files does not count. */
export function digestOfFiles(files: readonly PolicyFile[]): string {
  const sorted = files.map(({ name, text }) => ({ name, text })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return createHash('sha256').update(canonicalJson(sorted)).digest('hex')
}

/** Freezes checked policies and the grants of a state into what decisions follow from. */
export function freeze(
  { policies }: CheckedPolicies,
  state: Pick<AccessState, 'epoch' | 'asOf' | 'grants'>,
  schemaText: string,
): PolicySnapshot {
  const compiled = policies.map(({ id, json, text, isBuiltin, isTemplate }) => {
    return { policy: { id: id ?? '', effect: json.effect, text, json, isBuiltin }, isTemplate }
  })
  const templates = compiled.flatMap(({ policy, isTemplate }): [Role, CompiledPolicy][] => {
    const role = isTemplate ? roleOfTemplate(policy.id) : undefined
    return role === undefined ? [] : [[role, policy]]
  })
  const statics = compiled.flatMap(({ policy, isTemplate }) => (isTemplate ? [] : [policy]))
  return {
    digest: digestOf(
      schemaText,
      compiled.map(({ policy }) => policy),
    ),
    epoch: state.epoch,
    asOf: state.asOf,
    policies: statics,
    templates: new Map(templates),
    grants: state.grants,
    named: new Set(compiled.flatMap(({ policy }) => entitiesNamedBy(policy.json))),
  }
}

function digestOf(schema: string, policies: readonly CompiledPolicy[]): string {
  const texts = policies.map(({ id, text }) => [id, text]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(canonicalJson([schema, texts]))
    .digest('hex')
}
