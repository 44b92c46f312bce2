import { posix } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { confinePath } from './confine-path.ts'

const piece = fc.oneof(
  fc.constantFrom('..', '.', '', '/', '\\', '%2e', '%2E%2e', '%2f', '%5c', '%00', '\u0000', '\n', 'a', '%', 'b.txt'),
  fc.string({ maxLength: 4 }),
)

test('an accepted path stays below its folder, also after one decoding', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '/'), (pieces, separator) => {
      const path = pieces.join(separator)
      if (!confinePath(path).ok) return
      for (const reading of [path, decoded(path)]) {
        expect(posix.join('/owner', reading)).toBe(reading === '' ? '/owner' : `/owner/${reading}`)
        expect(reading).not.toContain('\\')
        expect(reading).not.toContain('\u0000')
      }
    }),
    { numRuns: 5_000 },
  )
})

test('an accepted path comes back unchanged', () => {
  for (const path of ['', 'MLmodel', 'a/b c/ü.txt', '100%.csv', 'a..b/...', '.hidden', 'a%20b']) {
    expect(confinePath(path)).toEqual({ ok: true, value: path })
  }
})

test.each([
  '/a',
  'a/',
  'a//b',
  '.',
  'a/./b',
  '..',
  'a/../b',
  '%2e%2e',
  'a/%2e%2e/b',
  'a%2f..',
  'a\\b',
  'a\u0000',
  'a\u007f',
  'a%0a',
  'x'.repeat(1_025),
])('%j is refused', (path) => {
  expect(confinePath(path)).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: ['path'] } })
})

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
