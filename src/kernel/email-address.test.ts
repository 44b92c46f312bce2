import { expect, test } from 'vitest'
import { hasEmailAddress } from './email-address.ts'

test.each([
  'ada@example.org',
  ' ada.l+x@sub.example.org ',
  'Ada <ada@example.org>',
  'a@x.org,b@x.org',
  'mailto:a@x.org',
])('%s holds an address of a person', (text) => {
  expect(hasEmailAddress(text)).toBe(true)
})

test.each(['', 'ada', '@', 'a@', 'git@github.com:org/repo.git', 'image@sha256:ab', 'numpy@1.26', 'models:/m@champion'])(
  '%s holds none',
  (text) => {
    expect(hasEmailAddress(text)).toBe(false)
  },
)

test('a long text takes no longer than its length', () => {
  expect(hasEmailAddress(`${'a'.repeat(100_000)}@${'b.'.repeat(100_000)}`)).toBe(false)
})
