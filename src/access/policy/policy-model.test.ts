import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readyEngine } from '../../../test/policy/worlds.ts'
import { packageRoot } from '../../kernel/package-version.ts'
import { actions, roles } from '../types.ts'
import { loadCedar } from './cedar.ts'
import { plainType } from './entity-key.ts'
import { builtinPolicies, defaultPolicies, packagedPolicyFolder, policySchema } from './packaged.ts'
import { readPolicyFolder } from './policy-folder.ts'
import { type PolicyModel, readPolicyModel } from './policy-model.ts'
import type { EntityType } from './types.ts'

let model: PolicyModel
beforeAll(async () => {
  model = readPolicyModel(await loadCedar())
})

describe('the policy schema', () => {
  test('has the actions of the code and no others', () => {
    expect([...model.actions.keys()].toSorted()).toEqual(actions.toSorted())
  })

  test('has a group for every role, and every action reads or writes and is for some role', () => {
    const groups = new Set([...model.actions.values()].flatMap((facts) => [...facts.groups]))
    expect(roles.filter((role) => !groups.has(role))).toEqual([])
    for (const [name, facts] of model.actions) {
      expect([name, facts.groups.has('Read') !== facts.groups.has('Write')]).toEqual([name, true])
      expect([name, roles.some((role) => facts.groups.has(role))]).toEqual([name, true])
    }
  })

  test('has the types of the code and no others', async () => {
    const { schemaToJsonWithResolvedTypes } = await loadCedar()
    const answer = schemaToJsonWithResolvedTypes(policySchema().text)
    const types = answer.type === 'success' ? Object.keys(answer.json['Gov']?.entityTypes ?? {}) : []
    expect(types.toSorted()).toEqual(Object.keys(everyType).toSorted())
    expect(plainType('Gov::Model')).toBe('Model')
  })

  test('leads from one object to the attributes of another nowhere', async () => {
    const { schemaToJsonWithResolvedTypes } = await loadCedar()
    const answer = schemaToJsonWithResolvedTypes(policySchema().text)
    const types = answer.type === 'success' ? (answer.json['Gov']?.entityTypes ?? {}) : {}
    const named = Object.values(types).flatMap(
      (type) => JSON.stringify(type).match(/"type":"Entity","name":"[^"]+"/g) ?? [],
    )
    // A person may be compared with these; lint-policy.ts keeps a policy from reading anything of them.
    expect([...new Set(named)].toSorted()).toEqual([
      '"type":"Entity","name":"Gov::Organization"',
      '"type":"Entity","name":"Gov::User"',
    ])
  })
})

test('docs/policy.md tells what each role may do', () => {
  const page = readFileSync(join(packageRoot(), 'docs', 'policy.md'), 'utf8')
  const written = page.split('\n').filter((line) => /^\| `[a-z]+:[a-z-]+` /.test(line))
  const row = (name: string) => {
    const facts = model.actions.get(name)
    const marks = roles.map((role) => (facts?.groups.has(role) === true ? 'x' : ''))
    return `| \`${name}\` | ${[...(facts?.resources ?? [])].join(', ')} | ${marks.join(' | ')} |`
  }
  expect(written).toEqual(actions.map(row))
  for (const { name, text } of [builtinPolicies(), defaultPolicies()])
    for (const [, id = ''] of text.matchAll(/@id\("([^"]+)"\)/g))
      if (!id.startsWith('role-')) expect([name, page.includes(`\`${id}\``)]).toEqual([name, true])
})

test('the default policies and every example pass the check without a complaint', { timeout: 60_000 }, async () => {
  const engine = await readyEngine()
  const examples = readPolicyFolder(`${packagedPolicyFolder()}/examples`)
  expect(examples.length).toBeGreaterThan(4)
  expect(engine.check([defaultPolicies()])).toEqual([])
  for (const example of examples) expect(engine.check([defaultPolicies(), example])).toEqual([])
  expect(engine.check([])).toEqual([])
  expect(engine.check([builtinPolicies()]).length).toBeGreaterThan(0)
})

/** Compared with `EntityType` by the compiler. */
const everyType: Record<EntityType, true> = {
  Organization: true,
  Role: true,
  Team: true,
  User: true,
  ServiceAccount: true,
  AuditLog: true,
  PolicySet: true,
  Source: true,
  Environment: true,
  Model: true,
  ModelVersion: true,
  Experiment: true,
  Run: true,
  LoggedModel: true,
  Dataset: true,
  DataVersion: true,
  Deployment: true,
  Job: true,
  Namespace: true,
  ApprovalRequest: true,
}
