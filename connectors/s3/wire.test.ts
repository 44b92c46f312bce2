import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fileRecord, parseListing } from './wire.ts'

const sha256 = createHash('sha256').update('bytes')
const base64 = sha256.copy().digest('base64')

test('a checksum counts only when it is of the whole object', () => {
  expect(fileRecord('a', { ChecksumSHA256: base64 }).sha256).toBe(sha256.copy().digest('hex'))
  expect(fileRecord('a', { ChecksumSHA256: base64, ChecksumType: 'FULL_OBJECT' }).sha256).not.toBeNull()
  expect(fileRecord('a', { ChecksumSHA256: `${base64}-2`, ChecksumType: 'COMPOSITE' }).sha256).toBeNull()
  expect(fileRecord('a', { ChecksumSHA256: base64, ChecksumType: 'COMPOSITE' }).sha256).toBeNull()
  expect(fileRecord('a', { ChecksumSHA256: `${base64}-1` }).sha256).toBeNull()
  expect(fileRecord('a', {}).sha256).toBeNull()
})

test('an object with the ETag of another time is another revision', () => {
  const at = (second: number) => fileRecord('a', { ETag: '"e"', LastModified: new Date(second * 1000) }).revision
  expect(at(1)).toBe('e@1')
  expect(at(2)).not.toBe(at(1))
})

const reply = { $metadata: {} }

test('a key outside the prefix that was asked for spoils the listing', () => {
  expect(parseListing({ ...reply, Contents: [{ Key: 'other/a' }] }, 'models/')).toBeNull()
  expect(parseListing({ ...reply, CommonPrefixes: [{ Prefix: 'other/a/' }] }, 'models/')).toBeNull()
})

test('marks of empty folders are not files, and keys that no path can name are counted', () => {
  const Contents = ['m/', 'm/a', 'm/empty/', 'm/x//y', 'm/../z', 'm/b\\c'].map((Key) => ({ Key, Size: 1 }))
  const page = parseListing({ ...reply, Contents, CommonPrefixes: [{ Prefix: 'm//' }, { Prefix: 'm/d/' }] }, 'm/')
  expect(page?.files.map((file) => [file.path, file.isDirectory])).toEqual([
    ['a', false],
    ['d', true],
  ])
  expect(page?.unnameable).toBe(4)
})
