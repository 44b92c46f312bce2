import { expect, test } from 'vitest'
import { allSync, noSyncing, publishAs, withFile } from '../publishing.ts'
import { stewardGateway } from '../stewards.ts'

const { ann, person } = await stewardGateway()
await person('olga', 'operator')

test('a dry run tells what would change for whom, and changes nothing', async () => {
  const { version, proposal, preview, userErrors } = await publishAs(ann, withFile(noSyncing, { dryRun: true }))
  expect({ version, proposal, userErrors }).toEqual({ version: null, proposal: null, userErrors: [] })
  expect(preview).toMatchObject({ complete: true, needsSecondSteward: false })
  expect(preview.principalsAsked).toBe(preview.principalsKnown)
  const olga = preview.changes.filter(({ principal }: { principal: { name: string } }) => principal.name === 'olga')
  expect(olga).toContainEqual({
    change: 'LOST',
    principal: { name: 'olga' },
    action: 'source:sync',
    on: 'Organization',
    before: ['role:operator'],
    after: ['no-syncing'],
  })
  const { policies } = await ann.read('{ policies { nodes { number } } }')
  expect(policies.nodes).toEqual([{ number: 0 }])
})

test('a dry run of what widens says that it takes two', async () => {
  const { preview } = await publishAs(ann, withFile(allSync, { dryRun: true }))
  expect(preview.needsSecondSteward).toBe(true)
  expect(preview.changes).toContainEqual(expect.objectContaining({ change: 'GAINED', principal: { name: 'carol' } }))
})
