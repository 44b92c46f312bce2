import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyEngine } from '../../test/policy/worlds.ts'
import { packagedPolicyFolder, roles } from '../access/index.ts'
import { findCaseFiles, runCaseFile } from './policy-cases.ts'

const folder = packagedPolicyFolder()
const files = findCaseFiles(folder)

let engine: Awaited<ReturnType<typeof readyEngine>>
beforeAll(async () => {
  engine = await readyEngine()
})

describe('the policies of the package', { timeout: 60_000 }, () => {
  test.each(files)('decide as %s expects', (file) => {
    const { problems, results } = runCaseFile(engine, folder, file)
    expect(problems).toEqual([])
    expect(results.length).toBeGreaterThan(2)
    expect(results.filter(({ isAsExpected }) => !isAsExpected)).toEqual([])
    expect(engine.errors).toEqual([])
  })

  test('have a case that is decided by each of them, and one for each role', () => {
    const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const cedar = [
      'builtin',
      'default',
      ...files
        .filter((file) => file.startsWith('examples/'))
        .map((file) => file.replace('/cases', '').replace('.yaml', '')),
    ]
      .map((name) => readFileSync(join(folder, `${name}.cedar`), 'utf8'))
      .join('\n')
    const ids = [...cedar.matchAll(/@id\("([^"]+)"\)/g)].flatMap(([, id]) =>
      id === undefined || id.startsWith('role-') ? [] : [id],
    )
    const deciding = new Set([...text.matchAll(/by: \[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(/[ ,]+/)))
    expect(ids.length).toBeGreaterThan(15)
    expect(ids.filter((id) => !deciding.has(id))).toEqual([])
    expect(roles.filter((role) => !new RegExp(`roles: \\[[^\\]]*${role}`).test(text))).toEqual([])
  })
})

describe('a case file', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'policy-cases-'))
  afterAll(() => rmSync(scratch, { recursive: true }))
  const run = (yaml: string, cedar = '@id("a") permit (principal, action, resource);') => {
    mkdirSync(join(scratch, 'cases'), { recursive: true })
    writeFileSync(join(scratch, 'a.cedar'), cedar)
    writeFileSync(join(scratch, 'cases', 'a.yaml'), yaml)
    return runCaseFile(engine, scratch, 'cases/a.yaml')
  }
  const aCase = '- { name: a, action: "model:read", resource: { type: Model }'

  test('tells what came and by which rule where something else was expected', () => {
    const { results } = run(
      `cases:\n  ${aCase}, expect: deny }\n  ${aCase}, expect: allow, by: [b] }\n  ${aCase}, expect: allow }`,
    )
    expect(results.map(({ isAsExpected, decision }) => [isAsExpected, decision.policyIds])).toEqual([
      [false, ['a']],
      [false, ['a']],
      [true, ['a']],
    ])
  })

  test.each([
    ['an unknown key', `cases:\n  ${aCase}, expected: allow }`, 'unknown key "expected"'],
    [
      'an unknown key of a resource',
      'cases:\n  - { name: a, action: "model:read", resource: { type: Model, owner: x }, expect: allow }',
      'owner',
    ],
    [
      'an unknown action',
      'cases:\n  - { name: a, action: "model:eat", resource: { type: Model }, expect: allow }',
      'cases[0].action',
    ],
    ['no cases', 'cases: []', 'cases'],
    ['no YAML', 'cases: [', 'line 1'],
    ['policies that are not there', `policies: [b.cedar]\ncases:\n  ${aCase}, expect: allow }`, 'b.cedar'],
  ])('with %s is refused', (_what, yaml, why) => {
    expect(() => run(yaml)).toThrow(why)
  })

  test('whose policies are refused decides nothing', () => {
    const { problems, results } = run(`cases:\n  ${aCase}, expect: allow }`, 'permit (principal, action, resource);')
    expect([problems.length, results]).toEqual([1, []])
  })
})
