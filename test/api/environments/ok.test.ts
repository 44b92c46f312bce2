import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

test('environments come by rank, as the configuration seeded them', async () => {
  const environments = [
    { name: 'live', rank: 3, protected: true },
    { name: 'try-out', rank: 1 },
    { name: 'rehearsal', rank: 2 },
  ]
  const { read } = await startGateway({ sources: [], config: { environments } })
  expect(await read('{ environments { name rank protected targets { nativeRef } } }')).toEqual({
    environments: [
      { name: 'try-out', rank: 1, protected: false, targets: [] },
      { name: 'rehearsal', rank: 2, protected: false, targets: [] },
      { name: 'live', rank: 3, protected: true, targets: [] },
    ],
  })
})

test('what the store holds stays in force when the file says otherwise', async () => {
  const first = await startGateway({ sources: [], config: { environments: [{ name: 'one', rank: 1 }] } })
  await first.close()
  const config = { environments: [{ name: 'other', rank: 1 }] }
  const { read } = await startGateway({ sources: [], directory: first.directory, config })
  expect(await read('{ environments { name } }')).toEqual({ environments: [{ name: 'one' }] })
})
