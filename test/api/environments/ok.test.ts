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

test('what the store holds stays in force when the file says otherwise, and what the file adds comes to it', async () => {
  const one = { name: 'one', rank: 1, protected: true }
  const first = await startGateway({ sources: [], config: { environments: [one] } })
  await first.close()
  const config = {
    environments: [
      { ...one, protected: false },
      { name: 'other', rank: 2 },
    ],
  }
  const second = await startGateway({ sources: [], directory: first.directory, config })
  const both = {
    environments: [
      { name: 'one', protected: true },
      { name: 'other', protected: false },
    ],
  }
  expect(await second.read('{ environments { name protected } }')).toEqual(both)
  await second.close()
  const third = await startGateway({ sources: [], directory: first.directory, config: { environments: [] } })
  expect(await third.read('{ environments { name protected } }')).toEqual(both)
})
