import { expect, test } from 'vitest'
import { mediaTypeOf } from './media-type.ts'

test.each([
  ['a/MLmodel', 'application/yaml'],
  ['metrics.JSON', 'application/json'],
  ['dir.csv/file', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%j is %s', (path, expected) => {
  expect(mediaTypeOf(path)).toBe(expected)
})
