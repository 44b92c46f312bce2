import { expect, test } from 'vitest'
import { addressBelow, bucketScope, isUnder, parseAddress } from './address.ts'

const endpoint = 'http://127.0.0.1:8333'

test.each([
  ['s3://models/a/b', { bucket: 'models', key: 'a/b' }],
  ['s3a://models/a/', { bucket: 'models', key: 'a' }],
  ['S3N://models', { bucket: 'models', key: '' }],
  ['http://127.0.0.1:8333/models/a%20b', { bucket: 'models', key: 'a b' }],
  ['HTTP://127.0.0.1:8333/models/', { bucket: 'models', key: '' }],
])('%s is read', (uri, expected) => {
  expect(parseAddress(uri, endpoint)).toEqual(expected)
})

test.each([
  'http://127.0.0.1:8334/models/a',
  'https://127.0.0.1:8333/models/a',
  'http://user@127.0.0.1:8333/models/a',
  'http://127.0.0.1:8333@evil.example/models/a',
  'http://127.0.0.1:8333\\@evil.example/models/a',
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:8333/models/a%2Fb',
  'http://127.0.0.1:8333/models/%2e%2e/other/a',
  'http://127.0.0.1:8333/models/%252e%252e/a',
  's3://models/../other/a',
  's3://models/a//b',
  's3://models/a\\b',
  's3://models/a\u0000',
  's3://models/a?versionId=1',
  's3://arn:aws:s3:::models/a',
  's3://m/a',
  's3://',
  's3:models/a',
  'file:///models/a',
  `s3://models/${'x'.repeat(1_025)}`,
])('%j is not', (uri) => {
  expect(parseAddress(uri, endpoint)).toBeNull()
})

test('an endpoint with a path claims only what lies under it', () => {
  expect(parseAddress('https://host/s3/models/a', 'https://host/s3')).toEqual({ bucket: 'models', key: 'a' })
  expect(parseAddress('https://host/models/a', 'https://host/s3')).toBeNull()
  expect(parseAddress('https://host/s32/models/a', 'https://host/s3')).toBeNull()
})

test('a prefix ends at a segment border', () => {
  const scopes = [bucketScope.parse('models'), bucketScope.parse('lake/team/models/')]
  expect(isUnder(scopes, { bucket: 'models2', key: 'a' })).toBe(false)
  expect(isUnder(scopes, { bucket: 'lake', key: 'team/models2/a' })).toBe(false)
  expect(isUnder(scopes, { bucket: 'lake', key: 'team' })).toBe(false)
  expect(isUnder(scopes, { bucket: 'lake', key: 'team/models' })).toBe(true)
  expect(isUnder(scopes, { bucket: 'lake', key: 'team/models/a' })).toBe(true)
  expect(isUnder(scopes, { bucket: 'models', key: '' })).toBe(true)
})

test.each(['../x', '..', 'a//b', '/a', 'a/', 'a\\b', 'a\u0000', '.'])('%j below a location is refused', (path) => {
  const place = { source: 'lake', locationPath: 'models/a', path }
  expect(() => addressBelow([{ bucket: 'models', prefix: '' }], place)).toThrow(
    expect.objectContaining({ code: 'UNRESOLVABLE' }),
  )
})

test('a location that another store made is refused', () => {
  const place = { source: 'lake', locationPath: 'foreign/a', path: 'b' }
  expect(() => addressBelow([{ bucket: 'models', prefix: '' }], place)).toThrow(
    expect.objectContaining({ code: 'UNRESOLVABLE' }),
  )
})
