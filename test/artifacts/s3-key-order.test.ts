import { expect, test } from 'vitest'
import { keyOrderStore } from './key-order-store.ts'
import { bucketStore, claimed, listPaths } from './stores.ts'

const names = [
  '0/x',
  '1/x',
  '2-1',
  '2/x',
  'a',
  'b',
  'b-1',
  'b-1.2/x',
  'b-1/y',
  'b.txt',
  'b/x',
  'b/z',
  'b0',
  'c d/x',
  'c/x',
  'c-/x',
  'data-1',
  'data.csv',
  'data/x',
]
const endpoint = await keyOrderStore(names.map((name) => `top/${name}`))
const store = bucketStore({ endpoint, keys: null }, ['models'])
const at = claimed(store, 's3://models/top')
const entries = [
  '0',
  '1',
  '2',
  '2-1',
  'a',
  'b',
  'b-1',
  'b-1.2',
  'b.txt',
  'b0',
  'c',
  'c d',
  'c-',
  'data',
  'data-1',
  'data.csv',
]

test.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  'a store that sorts by key gives each entry once and by path, %i to a page',
  async (limit) => {
    expect(await listPaths(at, { recursive: false, limit })).toEqual(entries)
  },
)

test.each([1, 2, 5, 100])('and every file once, %i to a page', async (limit) => {
  const found = await listPaths(at, { recursive: true, limit })
  expect(found.toSorted()).toEqual(names.toSorted())
})
