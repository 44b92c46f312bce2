import { expect, test } from 'vitest'
import { addressOf, parseAddress, parseRoot, pathBelow, relativeTo } from './address.ts'

test.each([
  ['/srv/models', '/srv/models'],
  ['/srv//models/./a/', '/srv/models/a'],
  ['file:/srv/a%20b', '/srv/a b'],
  ['file:///srv/a', '/srv/a'],
  ['FILE://localhost/srv/a', '/srv/a'],
])('%s is %s', (uri, expected) => {
  expect(parseAddress(uri)).toBe(expected)
})

test.each([
  'file://host/srv',
  'file:srv',
  'srv',
  '',
  's3://models/a',
  '/srv/../etc',
  'file:///srv/%2e%2e/etc',
  'file:///srv/%252e%252e/etc',
  'file:///srv%2fetc',
  'file:///srv%00',
  'file:///srv?x',
  'file:///srv#x',
  '/srv\\x',
  '/srv\nx',
])('%j is no path', (uri) => {
  expect(parseAddress(uri)).toBeNull()
})

test('the root ends at a segment border', () => {
  expect(relativeTo('/srv/models', '/srv/models')).toBe('')
  expect(relativeTo('/srv/models', '/srv/models/a')).toBe('a')
  expect(relativeTo('/srv/models', '/srv/models2')).toBeNull()
  expect(relativeTo('/srv/models', '/srv')).toBeNull()
})

test('a root is a folder, never the whole machine', () => {
  expect(parseRoot('file:///srv/models/')).toBe('/srv/models')
  expect(parseRoot('/')).toBeNull()
  expect(parseRoot('file:///')).toBeNull()
  expect(parseRoot('file://host/srv')).toBeNull()
  expect(parseRoot('')).toBeNull()
})

test('the address that is given is one that is read', () => {
  const path = '/srv/ä b/100%/x#y?z'
  expect(parseAddress(addressOf(path))).toBe(path)
})

test.each(['../x', 'a/../b', '/a', 'a//b', 'a\u0000', 'a\\b', '.'])('%j below the root is refused', (path) => {
  expect(() => pathBelow('/srv', { source: 'disk', parts: [path] })).toThrow(
    expect.objectContaining({ code: 'UNRESOLVABLE' }),
  )
})
