import { expect, test } from 'vitest'
import type { Uid } from './ids.ts'
import { namedUid } from './named-uid.ts'

test('a name in a namespace is the UUIDv5 that RFC 9562 gives as its example', () => {
  // RFC 9562, appendix A.4: www.example.com in the namespace of domain names.
  const domains = '6ba7b810-9dad-11d1-80b4-00c04fd430c8' as Uid
  expect(namedUid(domains, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})
