import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { read, caughtUp } = await apiGateway()
const mutation = `mutation ($input: SyncSourceInput!) { syncSource(input: $input) {
  source { name state } userErrors { code message field } } }`

test.each([{ source: 'tracking' }, { source: 'tracking', full: true }])(
  'a crawl that is asked for is run: %j',
  async (input) => {
    const since = Date.now()
    expect(await read(mutation, { input })).toEqual({
      syncSource: { source: { name: 'tracking', state: 'UP' }, userErrors: [] },
    })
    await caughtUp('tracking', since)
  },
)

test('a source that is not configured is refused with a code of the mutation', async () => {
  expect(await read(mutation, { input: { source: 'nowhere' } })).toMatchObject({
    syncSource: { source: null, userErrors: [{ code: 'NOT_FOUND' }] },
  })
})
