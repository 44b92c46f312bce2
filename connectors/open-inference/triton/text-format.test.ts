import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTextFormat, quotedText } from './text-format.ts'

const plain = (text: string) => {
  type Plain = readonly (readonly [string, readonly unknown[]])[]
  const of = (fields: NonNullable<ReturnType<typeof parseTextFormat>>): Plain =>
    fields.map(({ name, values }) => [name, values.map((value) => (typeof value === 'string' ? value : of(value)))])
  const fields = parseTextFormat(text)
  return fields === null ? null : of(fields)
}

test('scalars, messages in both brackets, lists, comments and texts side by side are read', () => {
  const text = `
    # a comment with { and "
    name: "fraud" ; max_batch_size: 8,
    optimization < priority: PRIORITY_MAX >
    input [ { dims: [ -1, 3 ] }, { dims: [ ] } ]
    parameters { key: 'a' value: { string_value: "one \\"two\\" " 'three' } }
    ratio: -1.5e-3 # the end`
  expect(plain(text)).toEqual([
    ['name', ['fraud']],
    ['max_batch_size', ['8']],
    ['optimization', [[['priority', ['PRIORITY_MAX']]]]],
    ['input', [[['dims', ['-1', '3']]], [['dims', []]]]],
    [
      'parameters',
      [
        [
          ['key', ['a']],
          ['value', [[['string_value', ['one "two" three']]]]],
        ],
      ],
    ],
    ['ratio', ['-1.5e-3']],
  ])
})

test.each([
  '{',
  'a',
  'a: ',
  'a: {',
  'a: [1 2]',
  'a: "x',
  'a 1',
  '}',
  'a: 1 }',
  `a: ${'{a:'.repeat(40)}1${'}'.repeat(40)}`,
])('%j is not in the format', (text) => {
  expect(parseTextFormat(text)).toBeNull()
})

test('a field stands where it says, to the byte', () => {
  const text = 'a: 1 # one\nversion_policy: { all { } } , b: 2'
  const [, policy] = parseTextFormat(text) ?? []
  expect(text.slice(policy?.start, policy?.end)).toBe('version_policy: { all { } } ,')
})

test('a quoted text is read as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plain(`a: ${quotedText(text)}`)).toEqual([['a', [text]]])
    }),
  )
})

test('whatever it is given, it answers', () => {
  const piece = fc.constantFrom('a', ':', '{', '}', '<', '>', '[', ']', '"x"', "'", '#', '\n', '1', ',', ';', '\\', ' ')
  fc.assert(fc.property(fc.array(piece), (pieces) => void parseTextFormat(pieces.join(''))))
})
