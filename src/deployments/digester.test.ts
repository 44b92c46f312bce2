import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDigester } from './digester.ts'
import type { StoredBytes } from './ports.ts'

const call = { signal: new AbortController().signal, requestId: 'test' }
const address = { store: 'disk', uri: 'file:///srv' }

function countingBytes() {
  const read: string[] = []
  let bytesRead = 0
  const bytes: StoredBytes = {
    resolve: async () => null,
    list: async () => null,
    async digest({ file, bytesMax }) {
      if (file.sizeBytes > bytesMax) return { sha256: null, bytesRead: 0 }
      read.push(file.path)
      bytesRead += file.sizeBytes
      return { sha256: `digest of ${file.path}`, bytesRead: file.sizeBytes }
    },
  }
  return { bytes, read, total: () => bytesRead }
}

test('files asked for together never read more than the budget, and none is read twice', async () => {
  const sizes = fc.array(fc.nat(100), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(300), async (given, budget) => {
      const { bytes, read, total } = countingBytes()
      const digester = createDigester(bytes, { bytesMax: budget, timeMsMax: 1_000 })
      const files = given.map((sizeBytes, at) => ({ path: `file-${at}`, sizeBytes, sha256: null }))
      await Promise.all([...files, ...files].map((file) => digester(address, file, call)))
      expect(total()).toBeLessThanOrEqual(budget)
      expect(new Set(read).size).toBe(read.length)
    }),
  )
})

test('a digest that is known costs nothing', async () => {
  const { bytes, total } = countingBytes()
  const digester = createDigester(bytes, { bytesMax: 0, timeMsMax: 1_000 })
  expect(await digester(address, { path: 'm', sizeBytes: 5, sha256: 'known' }, call)).toBe('known')
  expect(await digester(address, { path: 'n', sizeBytes: 5, sha256: null }, call)).toBeNull()
  expect(total()).toBe(0)
})

test('once the time is over nothing more is read, and what was read is still told', async () => {
  const { bytes, read } = countingBytes()
  let time = 0
  const digester = createDigester(bytes, { bytesMax: 100, timeMsMax: 10 }, () => time)
  const [first, second] = [
    { path: 'a', sizeBytes: 1, sha256: null },
    { path: 'b', sizeBytes: 1, sha256: null },
  ] as const
  expect(await digester(address, first, call)).toBe('digest of a')
  time = 10
  expect(await digester(address, second, call)).toBeNull()
  expect(await digester(address, first, call)).toBe('digest of a')
  expect(read).toEqual(['a'])
})
