import { expect, test } from 'vitest'
import { toRequestPath } from './request-path.ts'

test('the query is encoded, arrays repeat their key and undefined is left out', () => {
  const query = { name: 'a b&c/ü', page: 2, flag: false, ids: ['1', '2'], none: undefined }
  expect(toRequestPath('/base', { path: '/x', query })).toBe(
    '/base/x?name=a%20b%26c%2F%C3%BC&page=2&flag=false&ids=1&ids=2',
  )
})

test.each(['x', '/a b', '/a?b=1', '/a#b', '/a\r\nHost: other'])('the path %j is refused', (path) => {
  expect(() => toRequestPath('', { path })).toThrow('already encoded')
})
