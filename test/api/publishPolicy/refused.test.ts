import { expect, test } from 'vitest'
import { noSyncing, packaged, publishAs, withFile } from '../publishing.ts'
import { stewardGateway } from '../stewards.ts'

const { ann, carol, person } = await stewardGateway()
const versions = async () => (await ann.read('{ policies { nodes { number } } }')).policies.nodes

test('FORBIDDEN: whoever is no steward publishes nothing, and is shown nothing by a dry run', async () => {
  for (const who of [carol, await person('ada', 'administrator')])
    for (const dryRun of [true, false]) {
      const { userErrors, preview } = await publishAs(who, withFile(noSyncing, { dryRun }))
      expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
      expect(preview).toBeNull()
    }
  expect(await versions()).toEqual([{ number: 0 }])
})

test.each([
  ['what does not parse', 'permit (principal', 1],
  ['what the schema does not know', '\n@id("x") permit (principal, action == Gov::Action::"fly", resource);', 2],
  ['a policy without an id', 'permit (principal, action, resource);', 1],
  [
    'what takes the place of a built-in policy',
    '@id("builtin-separation-of-duties") permit (principal, action, resource);',
    1,
  ],
  [
    'nesting without end',
    `@id("x") permit (principal, action, resource) when { ${'('.repeat(5_000)}true${')'.repeat(5_000)} };`,
    1,
  ],
])('INVALID_POLICY: %s is refused with its line and column', async (_what, text, line) => {
  for (const dryRun of [true, false]) {
    const { version, proposal, userErrors } = await publishAs(ann, withFile(text, { dryRun }))
    expect({ version, proposal }).toEqual({ version: null, proposal: null })
    expect(userErrors[0]).toMatchObject({ code: 'INVALID_POLICY', file: 'own.cedar', line, column: expect.any(Number) })
  }
  expect(await versions()).toEqual([{ number: 0 }])
})

test.each([
  ['nothing', {}],
  ['files without a base', { files: [packaged], reason: 'x' }],
  ['no reason', withFile(noSyncing, { reason: '' })],
  ['two files of one name', { files: [packaged, packaged], basedOn: 0, reason: 'x' }],
  ['a name that is a path', { files: [{ ...packaged, name: '../x' }], basedOn: 0, reason: 'x' }],
  ['half a character', withFile('\ud800')],
  ['a confirmation of something else', { confirms: 'x', basedOn: 0 }],
])('BAD_USER_INPUT: %s', async (_what, input) => {
  expect((await publishAs(ann, input)).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
})

test('NOT_FOUND: there is nothing to confirm', async () => {
  expect((await publishAs(ann, { confirms: 'nonsense' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
})
