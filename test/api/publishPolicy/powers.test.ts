import { expect, test } from 'vitest'
import { packaged, publishAs, withFile } from '../publishing.ts'
import { stewardGateway } from '../stewards.ts'

const { ann, carol } = await stewardGateway()

test('one steward alone gives nobody the powers of a steward, neither by a rule of their own nor by a lesser role', async () => {
  const rule = `@id("carol") permit (principal == Gov::User::"${carol.id}", action == Gov::Action::"policy:publish", resource);`
  const lesser = packaged.text.replace(
    'action in Gov::Action::"business-owner",',
    'action in [Gov::Action::"business-owner", Gov::Action::"policy:publish"],',
  )
  expect(lesser).not.toBe(packaged.text)
  for (const input of [withFile(rule), { ...withFile(''), files: [{ name: 'default.cedar', text: lesser }] }]) {
    const { version, userErrors } = await publishAs(ann, input)
    expect(version).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'SECOND_STEWARD_NEEDED' }])
    const { preview } = await publishAs(ann, { ...input, dryRun: true })
    expect(preview.needsSecondSteward).toBe(true)
  }
  expect((await carol.read('{ viewer { actions } }')).viewer.actions).not.toContain('policy:publish')
})

test('nor by taking off what forbids it', async () => {
  const forbids = '@id("no-tokens") forbid (principal, action == Gov::Action::"token:create", resource);'
  expect((await publishAs(ann, withFile(forbids))).version).toMatchObject({ number: 1 })
  const { userErrors } = await publishAs(ann, { ...withFile('', { basedOn: 1 }), files: [packaged] })
  expect(userErrors).toMatchObject([{ code: 'SECOND_STEWARD_NEEDED' }])
})
