import { expect, test } from 'vitest'
import { allSync, publishAs, withFile } from '../publishing.ts'
import { stewardGateway } from '../stewards.ts'

const { ann, bob, carol, person, gateway } = await stewardGateway()
const actions = async () => (await carol.read('{ viewer { actions } }')).viewer.actions
const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)

test('what widens the rights of its own author waits until another steward confirms it', async () => {
  const waiting = await publishAs(ann, withFile(allSync))
  expect(waiting).toMatchObject({ version: null, proposal: { basedOn: 0, author: { id: ann.id } } })
  expect(codesOf(waiting)).toEqual(['SECOND_STEWARD_NEEDED'])
  expect(waiting.userErrors[0].message).toContain('bob')
  expect(waiting.userErrors[0].message).toContain('all-sync')
  expect(await actions()).not.toContain('source:sync')
  const confirms = waiting.proposal.id
  expect(codesOf(await publishAs(ann, { confirms }))).toEqual(['SAME_STEWARD'])
  expect(codesOf(await publishAs(carol, { confirms }))).toEqual(['NOT_FOUND'])
  expect(codesOf(await publishAs(await person('audrey', 'auditor'), { confirms }))).toEqual(['FORBIDDEN'])
  const { version, userErrors } = await publishAs(bob, { confirms })
  expect(userErrors).toEqual([])
  expect(version).toMatchObject({ number: 1, author: { id: ann.id }, confirmedBy: { id: bob.id } })
  expect(await actions()).toContain('source:sync')
  expect(codesOf(await publishAs(bob, { confirms }))).toEqual(['NOT_PENDING'])
})

test('policies that wait are overtaken by a newer version, and by the end of who proposed them', async () => {
  const dee = await person('dee', 'policy-steward')
  const more = allSync.replaceAll('all-sync', 'all-sync-again')
  const first = await publishAs(dee, withFile(more, { basedOn: 1 }))
  const second = await publishAs(ann, withFile(more, { basedOn: 1 }))
  await gateway.tokens.revoke(dee.tokenId)
  expect(codesOf(await publishAs(bob, { confirms: first.proposal.id }))).toEqual(['STEWARD_LOST_RIGHT'])
  const narrow = await publishAs(bob, { ...withFile(allSync, { basedOn: 1 }), reason: 'the same again' })
  expect(narrow.version.number).toBe(2)
  expect(codesOf(await publishAs(bob, { confirms: second.proposal.id }))).toEqual(['CONFLICT'])
})

test('what gives anybody more on a protected environment waits, and elsewhere it does not', async () => {
  await person('olga', 'operator')
  const elsewhere =
    '@id("tell") permit (principal in Gov::Role::"operator", action == Gov::Action::"policy:read", resource);'
  const plain = await publishAs(ann, withFile(`${allSync} ${elsewhere}`, { basedOn: 2 }))
  expect(plain.version.number).toBe(3)
  const covered =
    '@id("end") permit (principal in Gov::Role::"administrator", action == Gov::Action::"grant:revoke", resource is Gov::Environment);'
  await person('ada', 'administrator')
  const waiting = await publishAs(ann, withFile(`${allSync} ${covered}`, { basedOn: 3 }))
  expect(codesOf(waiting)).toEqual(['SECOND_STEWARD_NEEDED'])
  expect(waiting.userErrors[0].message).toContain('protected')
})
