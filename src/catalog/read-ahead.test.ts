import { expect, test } from 'vitest'
import type { CrawlBatch } from '../connector/contract.ts'
import { readAhead } from './read-ahead.ts'

const batch = (cursor: string): CrawlBatch => ({ records: [], cursor })
const last: CrawlBatch = { records: [], cursor: 'c', nextCursor: 'n' }

/** A tool that notes what it was asked for, and when it was let go. */
function tool(batches: readonly (CrawlBatch | Error)[]) {
  const noted: string[] = []
  const crawl = async function* () {
    try {
      for (const each of batches) {
        if (each instanceof Error) throw each
        noted.push(each.cursor)
        yield each
      }
    } finally {
      noted.push('over')
    }
  }
  let time = 0
  const clock = { now: () => (time += 1) }
  return { noted, batches: readAhead(crawl(), clock) }
}

test('the next batch is made ready while the last is dealt with, and none further', async () => {
  const { noted, batches } = tool([batch('a'), batch('b'), last])
  expect((await batches.next()).value).toMatchObject({ cursor: 'a', observedAt: 1 })
  await new Promise(setImmediate)
  expect(noted).toEqual(['a', 'b'])
  expect((await batches.next()).value).toMatchObject({ cursor: 'b', observedAt: 2 })
  expect((await batches.next()).value).toMatchObject({ cursor: 'c', nextCursor: 'n' })
  expect(await batches.next()).toMatchObject({ done: true })
  expect(noted).toEqual(['a', 'b', 'c', 'over'])
})

test('what a tool answered before it failed is dealt with first', async () => {
  const { batches } = tool([batch('a'), new Error('away')])
  expect((await batches.next()).value).toMatchObject({ cursor: 'a' })
  await new Promise(setImmediate)
  await expect(batches.next()).rejects.toThrow('away')
})

test('whoever stops half way lets the tool go', async () => {
  const { noted, batches } = tool([batch('a'), batch('b'), batch('c'), last])
  for await (const { cursor } of batches) if (cursor === 'a') break
  expect(noted.at(-1)).toBe('over')
  expect(noted).not.toContain('c')
})
