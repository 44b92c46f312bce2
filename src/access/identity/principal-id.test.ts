import { expect, test } from 'vitest'
import { createPrincipalIds } from './principal-id.ts'

test('an id is never taken for an option on a command line', () => {
  const idOf = createPrincipalIds('a key of the tests')
  const ids = Array.from({ length: 1_000 }, (_each, index) => idOf({ kind: 'USER', name: `somebody ${index}` }))
  expect(ids.filter((id) => id.startsWith('-'))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})
