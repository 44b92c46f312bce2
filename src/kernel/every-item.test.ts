import { expect, test } from 'vitest'
import { everyItem } from './every-item.ts'

/** A list of so many items in pages of two, which notes from where it was asked. */
function listOf(length: number) {
  const asked: (number | null)[] = []
  const read = async (after: number | null) => {
    asked.push(after)
    const begin = after === null ? 0 : after + 1
    const items = Array.from({ length: Math.min(2, length - begin) }, (_, at) => begin + at)
    return { items, hasNextPage: begin + 2 < length }
  }
  return { asked, read }
}

test.each([0, 1, 2, 3, 4, 5])('every item of a list of %i comes once and in order', async (length) => {
  const { asked, read } = listOf(length)
  expect(await everyItem(read, (last) => last)).toEqual(Array.from({ length }, (_, at) => at))
  expect(asked).toHaveLength(Math.max(1, Math.ceil(length / 2)))
})

test('a page without items ends a list, whatever it says of the next', async () => {
  expect(await everyItem(async () => ({ items: [], hasNextPage: true }), String)).toEqual([])
})
