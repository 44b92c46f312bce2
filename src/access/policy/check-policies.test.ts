import { beforeAll, describe, expect, test } from 'vitest'
import { aModel, readyEngine, somebody } from '../../../test/policy/worlds.ts'
import { Fault } from '../../kernel/problem.ts'

let engine: Awaited<ReturnType<typeof readyEngine>>
beforeAll(async () => {
  engine = await readyEngine()
})

const question = { principal: somebody(), action: 'model:read', resource: aModel('m1') } as const

/** Every complaint about one file, as a person reads it. */
const complaints = (text: string) =>
  engine.check([{ name: 'x.cedar', text }]).map(({ line, column, reason }) => `${line}:${column} ${reason}`)

const permitting = (condition: string) =>
  `@id("x") permit (principal, action == Gov::Action::"model:read", resource) when { ${condition} };`

describe('a policy is refused with its place and why', { timeout: 60_000 }, () => {
  test.each([
    ['that does not parse', 'permit (principal, action resource);', ['1:27 unexpected token `resource`']],
    [
      'that does not parse after words of several bytes',
      '// déjà vu 🙂\n@id("é") permit (principal, action resource);',
      ['2:36 unexpected token `resource`'],
    ],
    ['without an @id', '\n\n  permit (principal, action, resource);', ['3:3 needs an @id']],
    [
      'with an @id of other letters',
      '@id("My rule") permit (principal, action, resource);',
      ['1:1 has an @id that is not'],
    ],
    [
      'whose @id is taken',
      '@id("a") permit (principal, action, resource);\n@id("a") forbid (principal, action, resource);',
      ['2:1 has an @id that is already used in x.cedar:1'],
    ],
    [
      'that takes the @id of a built-in one',
      '@id("builtin-executor-only") permit (principal, action, resource);',
      ['1:1 has an @id that is of a built-in policy'],
    ],
    [
      'that names an unknown type',
      '@id("a") permit (principal, action, resource is Gov::Nothing);',
      ['1:1 unable to find', '1:1 policy is impossible', '1:49 unrecognized entity type'],
    ],
    [
      'that names an unknown action',
      '@id("a") permit (principal, action == Gov::Action::"x", resource);',
      ['1:1 unable to find', '1:1 policy is impossible', '1:39 unrecognized action'],
    ],
    [
      'that reads an unknown attribute',
      permitting('resource.owner == "x"'),
      ['1:83 attribute `owner`', '1:83 attribute `owner`'],
    ],
    ['that compares different types', permitting('resource.sensitivity == "high"'), ['1:83 the types Long and String']],
    ['that can never apply', permitting('resource is Gov::Team'), ['1:1 policy is impossible']],
    [
      'that looks into another object',
      permitting('principal.organization in Gov::Organization::"x"'),
      ['1:1 reads attributes or parents'],
    ],
    [
      'that reads attributes of an object it names',
      permitting('Gov::Model::"x".sensitivity > 1'),
      ['1:1 reads attributes or parents'],
    ],
    [
      'whose template has another name',
      '@id("boss") permit (principal in ?principal, action, resource in ?resource);',
      ['1:1 is a template, so its @id must be role-ROLE'],
    ],
    [
      'whose template has one slot',
      '@id("role-viewer") permit (principal in ?principal, action, resource);',
      ['1:1 is a template, so it must say'],
    ],
    [
      'whose template forbids',
      '@id("role-viewer") forbid (principal in ?principal, action, resource in ?resource);',
      ['1:1 is a template, so it must permit'],
    ],
    ['that is too deep', permitting(`${'('.repeat(25)}true${')'.repeat(25)}`), ['1:106 has more than 24 brackets']],
    ['that is too involved', permitting(`${'true && '.repeat(151)}true`), ['1:1288 has more than 150 operators']],
    ['that is too long', `// ${'x'.repeat(1_000_000)}`, ['1:1 is longer than']],
    [
      'among far too many',
      '@id("a") permit (principal, action, resource);'.repeat(10_000),
      ['1:1 holds more than 500 policies'],
    ],
    [
      'that is one too many',
      Array.from({ length: 495 }, (_, index) => `@id("p${index}") permit (principal, action, resource);`).join('\n'),
      ['495:1 is one too many'],
    ],
  ])('%s', (_what, text, expected) => {
    const found = complaints(text)
    expect(found.map((complaint, index) => complaint.slice(0, expected[index]?.length))).toEqual(expected)
  })

  test('of separation of duties only through what the request itself holds', () => {
    const review = (condition: string) =>
      `@id("x") forbid (principal is Gov::User, action == Gov::Action::"approval:review", resource) when { ${condition} };`
    expect(complaints(review('principal == resource.requester'))).toEqual([])
    expect(complaints(review('resource.requester.clearance > 1'))).toEqual([
      expect.stringContaining('reads attributes'),
    ])
  })
})

const state = { epoch: 1, asOf: null, grants: [] }

const outcomeOf = (work: () => unknown) => {
  try {
    work()
    return 'a decision'
  } catch (error) {
    return error instanceof Fault ? 'a refusal' : 'a crash'
  }
}

describe('no text keeps the engine from deciding afterwards', { timeout: 60_000 }, () => {
  const nested = (open: string, core: string, close: string) => (count: number) =>
    open.repeat(count) + core + close.repeat(count)
  test.each([
    ['brackets', nested('(', 'true', ')')],
    ['negations', nested('!(!!!(', 'true', '))')],
    ['negative numbers', nested('----(', '1', ')')],
    ['sets', nested('[', '1', ']')],
    ['records', nested('{ a: ', '1', '}')],
    ['calls', nested('[1].contains(', '1', ')')],
    ['choices', nested('if true then ', 'true', ' else true')],
    ['choices in brackets', nested('(if true then ', 'true', ' else true)')],
    ['conjunctions', nested('true && ', 'true', '')],
    ['alternatives', nested('context.mfa || ', 'true', '')],
    ['sums', nested('1 + ', '1', '')],
    ['attributes', nested('', 'context', '.a')],
    ['hidden by a comment', (count: number) => `true // "\r ${'('.repeat(count)}`],
    ['hidden by a string', (count: number) => `"\\" == ${'('.repeat(count)}"\\"`],
  ])('%s', (_what, write) => {
    const fine = '@id("fine") permit (principal, action, resource);'
    for (const count of [1, 20, 24, 25, 74, 150, 151, 1_000, 20_000]) {
      const files = [{ name: 'x.cedar', text: permitting(write(count)) }]
      engine.check(files)
      // Taken as if it fitted the schema, whatever may be read is evaluated as well.
      const evaluate = () => engine.decide(engine.snapshot(files, state, { isChecked: true }), question)
      expect(outcomeOf(evaluate)).not.toBe('a crash')
      expect(engine.check([{ name: 'fine.cedar', text: fine }])).toEqual([])
      engine.errors.splice(0)
    }
  })
})

test('a set is refused as a whole, and one that was checked is taken again without the schema', () => {
  const broken = [{ name: 'x.cedar', text: permitting('resource.owner == "x"') }]
  expect(() => engine.snapshot(broken, state)).toThrow('x.cedar:1:83')
  expect(engine.snapshot(broken, state, { isChecked: true }).policies.at(-1)?.id).toBe('x')
})

test('the digest of a set follows from its policies, and not from their files or order', () => {
  const [a, b] = ['@id("a") permit (principal, action, resource);', '@id("b") forbid (principal, action, resource);']
  const digest = (...texts: readonly string[]) =>
    engine.snapshot(
      texts.map((text, index) => ({ name: `${index}.cedar`, text })),
      { epoch: 1, asOf: null, grants: [] },
      { isChecked: true },
    ).digest
  expect(digest(`${a}\n${b}`)).toBe(digest(b, a))
  expect(digest(a)).not.toBe(digest(b))
})
